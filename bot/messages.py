"""The sentences said to a person in a chat, read from ``messages.vi.yaml``."""

from dataclasses import dataclass, fields
from importlib import resources

import yaml

from bot.errors import BotFault

MESSAGES_FILE = "messages.vi.yaml"


@dataclass(frozen=True, slots=True)
class Messages:
    """One field for each key of the file; a sentence with braces is filled by ``str.format``."""

    trouble: str
    unreachable: str
    sources_heading: str
    source_caption: str
    source_separator: str
    source_also: str
    written_by_llm: str
    written_by_quotes: str
    meetings_none: str
    funds_none: str
    heading_day: str
    heading_meeting: str
    heading_organiser: str
    heading_place: str
    heading_chairs: str
    heading_people: str
    heading_purpose: str
    heading_results: str
    heading_fund: str
    heading_amount: str
    heading_body: str
    heading_period: str
    heading_source: str
    use_raised: str
    use_spent: str
    example_meetings: str
    example_funds: str
    example_summary: str
    example_published: str
    example_line: str
    chat_welcome: str
    chat_without_telegram: str
    chat_examples: str
    chat_commands: str
    chat_prompt: str
    chat_forgotten: str
    chat_unknown_command: str
    chat_farewell: str
    telegram_start: str
    telegram_examples: str
    telegram_help: str
    telegram_text_only: str
    telegram_unknown_command: str
    telegram_stranger: str
    telegram_user_minute: str
    telegram_user_day: str
    telegram_group_minute: str
    telegram_group_day: str
    telegram_all_busy: str
    telegram_all_day: str
    telegram_about: str
    telegram_passage: str
    further_heading: str
    further_end: str
    telegram_source_changed: str
    telegram_button_old: str
    telegram_button_other: str
    telegram_thanks_good: str
    telegram_thanks_bad: str
    telegram_feedback_withdrawn: str
    telegram_reason_which: str
    telegram_reason_words: str
    telegram_thanks_reason: str
    telegram_reason_withdrawn: str
    reason_wrong: str
    reason_incomplete: str
    reason_article: str
    reason_question: str
    reason_other: str
    telegram_no_sources: str
    inline_asked: str
    inline_hint: str
    inline_none: str
    inline_unreachable: str
    inline_refused: str
    telegram_forgotten: str
    telegram_articles: str
    telegram_articles_none: str
    telegram_article_unknown: str
    telegram_meetings: str
    telegram_funds: str
    telegram_filter_unread: str
    list_filtered: str
    list_page: str
    list_separator: str
    list_source: str
    chart_note: str
    chart_series: str
    chart_published: str
    chart_billions: str
    chart_millions: str
    chart_units: str
    chart_all: str
    chart_largest: str
    chart_rest: str
    telegram_chart_few: str
    button_source: str
    button_source_short: str
    button_original: str
    button_more: str
    button_good: str
    button_bad: str
    button_chart: str
    button_earlier: str
    button_later: str
    telegram_description: str
    telegram_short_description: str
    telegram_command_articles: str
    telegram_command_meetings: str
    telegram_command_funds: str
    telegram_command_sources: str
    telegram_command_forget: str
    telegram_command_about: str
    telegram_command_start: str
    telegram_command_help: str
    admin_command_update: str
    admin_command_remove: str
    admin_command_statistics: str
    admin_command_health: str
    admin_help: str
    admin_unknown: str
    admin_update_begun: str
    admin_update_progress: str
    admin_update_running: str
    admin_update_done: str
    admin_update_failed: str
    admin_update_stopped: str
    admin_index_busy: str
    admin_unread: str
    admin_unread_file: str
    admin_watch_failed: str
    admin_upload_kind: str
    admin_upload_large: str
    admin_upload_failed: str
    admin_upload_unread: str
    admin_link_unread: str
    admin_duplicate: str
    admin_namesake: str
    admin_preview: str
    admin_preview_details: str
    admin_preview_question: str
    admin_added: str
    admin_add_dropped: str
    admin_add_failed: str
    admin_remove_usage: str
    admin_remove_unknown: str
    admin_remove_several: str
    admin_remove_choice: str
    admin_remove_question: str
    admin_removed: str
    admin_remove_gone: str
    admin_remove_dropped: str
    admin_remove_failed: str
    button_add: str
    button_drop: str
    button_remove: str
    button_keep: str
    admin_today: str
    admin_week: str
    admin_month: str
    admin_nothing_asked: str
    admin_figures: str
    admin_most_cited: str
    admin_cited: str
    admin_dislikes: str
    admin_dislikes_failed: str
    admin_dislikes_name: str
    admin_column_moment: str
    admin_column_articles: str
    admin_column_question: str
    admin_health: str
    admin_health_in_step: str
    admin_health_behind: str
    admin_health_broken: str
    admin_health_never: str
    admin_errors: str
    admin_error: str


def load_messages() -> Messages:
    """Read the sentences; raises BotFault when the file and the fields disagree."""
    text = resources.files("bot").joinpath(MESSAGES_FILE).read_text(encoding="utf-8")
    values = yaml.safe_load(text)
    astray = sorted(set(values) ^ {field.name for field in fields(Messages)})
    if astray:
        raise BotFault(f"{MESSAGES_FILE}: {', '.join(astray)}: in the file or in Messages, but not in both")
    return Messages(**values)
