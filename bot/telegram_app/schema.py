"""The tables of the store."""

VERSION = 4

MIGRATIONS = {
    1: "ALTER TABLE outbox ADD COLUMN received REAL",
    2: "ALTER TABLE inbox ADD COLUMN chat INTEGER",
    3: "ALTER TABLE outbox ADD COLUMN photo BLOB",
}
"""What brings a file of a version to the next; a table that is new needs nothing, ``SCHEMA`` makes it."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER NOT NULL UNIQUE, received REAL NOT NULL,
    payload TEXT, begun INTEGER NOT NULL DEFAULT 0, user INTEGER, moment REAL, verdict TEXT,
    chat INTEGER
);
CREATE INDEX IF NOT EXISTS inbox_waiting ON inbox(ordinal) WHERE payload IS NOT NULL;
CREATE INDEX IF NOT EXISTS inbox_user ON inbox(user, verdict, moment);
CREATE INDEX IF NOT EXISTS inbox_chat ON inbox(chat, verdict, moment);
CREATE INDEX IF NOT EXISTS inbox_moment ON inbox(verdict, moment);
CREATE TABLE IF NOT EXISTS outbox (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, queued REAL NOT NULL,
    not_before REAL NOT NULL DEFAULT 0, payload TEXT NOT NULL, received REAL, photo BLOB
);
CREATE INDEX IF NOT EXISTS outbox_chat ON outbox(chat, ordinal);
CREATE TABLE IF NOT EXISTS sendings (chat INTEGER NOT NULL, moment REAL NOT NULL);
CREATE INDEX IF NOT EXISTS sendings_moment ON sendings(moment);
CREATE TABLE IF NOT EXISTS cards (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, chat INTEGER NOT NULL,
    owner INTEGER NOT NULL, made REAL NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS cards_owner ON cards(chat, owner, kind);
CREATE INDEX IF NOT EXISTS cards_made ON cards(made);
CREATE TABLE IF NOT EXISTS replies (
    chat INTEGER NOT NULL, question INTEGER NOT NULL, message INTEGER NOT NULL, owner INTEGER, made REAL NOT NULL,
    PRIMARY KEY (chat, question, message)
);
CREATE INDEX IF NOT EXISTS replies_made ON replies(made);
CREATE TABLE IF NOT EXISTS feedback (
    token TEXT PRIMARY KEY, chat INTEGER NOT NULL, owner INTEGER NOT NULL, moment REAL NOT NULL, good INTEGER NOT NULL,
    articles TEXT NOT NULL, question TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS tallies (
    day TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (day, kind, name)
);
CREATE TABLE IF NOT EXISTS reasons (
    token TEXT PRIMARY KEY, chat INTEGER NOT NULL, owner INTEGER NOT NULL, moment REAL NOT NULL, reason TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS prompts (
    chat INTEGER NOT NULL, message INTEGER NOT NULL, owner INTEGER, token TEXT NOT NULL, made REAL NOT NULL,
    taken INTEGER, PRIMARY KEY (chat, message)
);
"""
