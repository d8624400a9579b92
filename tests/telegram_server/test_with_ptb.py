"""python-telegram-bot, as it is, works over the server, in the same event loop and in another thread."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.telegram_server import Fault, TelegramServer
from tests.telegram_server.test_media import png

Context = ContextTypes.DEFAULT_TYPE
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("Xem thêm", callback_data="more")]])


def bot_of(server: TelegramServer) -> Bot:
    return Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


async def echo(update: Update, context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"Về «{update.effective_message.text}»", reply_markup=MORE)


async def more(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Đây")
    await update.callback_query.edit_message_text("Thêm")


def echoing(
    server: TelegramServer,
) -> "Application[Bot, Context, dict[str, str], dict[str, str], dict[str, str], None]":
    application = ApplicationBuilder().token(server.token).base_url(f"{server.url}/bot").job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(more))
    return application  # type: ignore[return-value]


def test_a_bot_polls_in_the_loop_of_the_server() -> None:
    async def run() -> None:
        async with TelegramServer() as server, echoing(server) as application:
            assert application.updater is not None
            await application.updater.start_polling(timeout=20)
            await application.start()
            lan = server.person("Lan")
            lan.say("Quỹ nào?")
            await server.until(lambda: len(server.state.sent) == 1, "an answer")
            (sent,) = server.state.sent
            pressed = lan.press(sent, "Xem thêm")
            await server.until(lambda: bool(sent.edits), "an edit")
            await application.updater.stop()
            await application.stop()
            assert sent.versions[0].text == "Về «Quỹ nào?»"
            assert sent.text == "Thêm"
            assert server.record.callback_answers[pressed] == [{"text": "Đây", "show_alert": False}]

    asyncio.run(run())


def test_ptb_takes_every_answer(server: TelegramServer) -> None:
    lan = server.person("Lan")
    group = server.group("Tổ", lan, administrators=(server.person("Minh"),))
    lan.send_document("bài.txt", "Quỹ".encode())

    async def run() -> None:
        async with bot_of(server) as bot:
            (update,) = await bot.get_updates()
            assert update.message is not None
            assert update.message.document is not None
            file = await update.message.document.get_file()
            assert bytes(await file.download_as_bytearray()) == "Quỹ".encode()
            photo = await bot.send_photo(lan.id, png(), caption="a")
            assert photo.photo[0].width == 40
            assert (await bot.send_document(lan.id, b"a,b", filename="a.csv")).document is not None
            assert await bot.send_message_draft(lan.id, 1, "a")
            assert (await bot.get_chat(group.id)).title == "Tổ"
            assert {member.status for member in await bot.get_chat_administrators(group.id)} == {"creator"}
            assert (await bot.get_chat_member(group.id, lan.id)).status == "member"
            assert await bot.set_message_reaction(lan.id, photo.message_id, "👍")
            assert (await bot.get_webhook_info()).url == ""
            assert await bot.set_my_commands([("help", "Trợ giúp")])
            assert (await bot.get_my_commands())[0].command == "help"

    asyncio.run(run())


def test_ptb_takes_every_refusal(server: TelegramServer) -> None:
    lan = server.person("Lan")
    lan.start()
    group = server.group("Tổ", lan, kind="group")
    upgraded = group.upgrade()
    fault = Fault(429, "Too Many Requests: retry after 3", retry_after=3)
    server.fail("getChat", Fault(0), Fault(502, "Bad Gateway"), fault)

    async def run() -> None:
        async with bot_of(server) as bot:
            for kind in (NetworkError, NetworkError, RetryAfter):
                with pytest.raises(kind):
                    await bot.get_chat(lan.id)
            with pytest.raises(BadRequest, match=r"(?i)chat not found"):
                await bot.send_message(99, "a")
            with pytest.raises(ChatMigrated) as caught:
                await bot.send_message(group.id, "a")
            assert caught.value.new_chat_id == upgraded.id
            lan.block()
            with pytest.raises(Forbidden, match="blocked"):
                await bot.send_message(lan.id, "a")

    asyncio.run(run())
    with pytest.raises(InvalidToken):
        asyncio.run(Bot("1:x", base_url=f"{server.url}/bot").initialize())
