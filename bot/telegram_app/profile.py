"""How the bot presents itself in Telegram: its menu of commands and its descriptions."""

import logging
from collections.abc import Sequence
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.messages import Messages

_log = logging.getLogger(__name__)


async def publish_profile(bot: ExtBot[Any], messages: Messages, admins: Sequence[int] = ()) -> None:
    """Set the menus and the descriptions, for every language; the bot works without."""
    menu = menu_of(messages)
    try:
        await bot.set_my_commands(menu, scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(menu, scope=BotCommandScopeAllGroupChats())
        await bot.set_my_description(messages.telegram_description)
        await bot.set_my_short_description(messages.telegram_short_description)
    except TelegramError as error:
        _log.info("the menu of commands or a description was not set (%s)", type(error).__name__)
    for admin in admins:
        await publish_admin_menu(bot, messages, admin)


async def publish_admin_menu(bot: ExtBot[Any], messages: Messages, admin: int) -> None:
    """Set the menu of the private chat of ``admin``; Telegram refuses before that person has written to the bot."""
    try:
        await bot.set_my_commands([*menu_of(messages), *admin_menu_of(messages)], scope=BotCommandScopeChat(admin))
    except TelegramError as error:
        _log.info("the menu of an admin was not set (%s)", type(error).__name__)


def menu_of(messages: Messages) -> Sequence[BotCommand]:
    """Return the commands with what each is for."""
    return (
        BotCommand("baiviet", messages.telegram_command_articles),
        BotCommand("hoinghi", messages.telegram_command_meetings),
        BotCommand("quy", messages.telegram_command_funds),
        BotCommand("nguon", messages.telegram_command_sources),
        BotCommand("xoa", messages.telegram_command_forget),
        BotCommand("gioithieu", messages.telegram_command_about),
        BotCommand("help", messages.telegram_command_help),
        BotCommand("start", messages.telegram_command_start),
    )


def admin_menu_of(messages: Messages) -> Sequence[BotCommand]:
    """Return the commands that only admins have."""
    return (
        BotCommand("capnhat", messages.admin_command_update),
        BotCommand("xoabai", messages.admin_command_remove),
        BotCommand("thongke", messages.admin_command_statistics),
        BotCommand("suckhoe", messages.admin_command_health),
    )
