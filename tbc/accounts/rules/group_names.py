"""Which local parts name a group or a function instead of a person (ACC-2): info, sales, soumu, keiri, eigyo …"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that name a function wherever they stand first: info2@, sales-tanaka@, eigyo.1@.
STRONG = _words(
    """
    info infomation information sales order orders contact contacts inquiry enquiry support helpdesk help reply
    customer customers service services admin administrator administrators root webmaster postmaster hostmaster
    abuse security noreply donotreply office reception billing invoice invoices accounting accounts
    payment payments finance purchase purchasing procurement marketing press recruit recruiting recruitment
    career careers jobs saiyo saiyou legal shop store newsletter mailmagazine magazine feedback member members
    staff everyone group team department division system systems network server infra license licenses user
    users guest test tester dummy sample soumu somu soumubu keiri jinji roumu romu eigyo eigyou eigyobu eigyoubu
    hanbai koubai kobai shiire shizai chotatsu choutatsu jimu jimukyoku jimusho kanri kikaku keiei kouhou koho
    houmu homu zaimu kaikei keiyaku gyomu gyoumu seisan hinshitsu hinkan gijutsu gijyutsu kaihatsu kenkyu sekkei
    hoshu kojin madoguchi otoiawase toiawase uketsuke juchu jyuchu juchuu hacchu hattyu hatchu nouhin seikyu
    seikyuu shiharai kyuyo kyuyou hisho hishoshitsu shachou shacho daihyo daihyou yakuin honsha honten shisha
    shiten eigyosho eigyousho buturyu butsuryu joho jouhou johosystem jouhousystem jyoho jyouhou denki denkei
    joushisu josys johsys senmu kyoiku kyouiku gakko gakkou kyomu kyoumu shomu shomuka gakusei toshokan jichikai
    kumiai
    """
)
# Short words that are also parts of names: they count alone, or beside other words of these lists.
WEAK = _words("it is hr pr ir cs qa all ml pc web ec edi noc soc csr fax tel mail list dev ops crm erp cc bcc")
# Words that say where or which, and never whose.
PLACES = _words(
    """
    tokyo osaka nagoya fukuoka sapporo sendai hiroshima kyoto kobe yokohama kanagawa saitama chiba shizuoka
    niigata kanazawa okayama takamatsu kumamoto okinawa kanto kansai kinki tohoku hokkaido chubu chugoku shikoku
    kyushu higashi nishi kita minami chuo east west north south japan jp hq head main local global intl en ja
    dept div section desk box account address new old bu ka kakari shitsu tantou tanto
    """
)
# At the end these make a list of whatever stands before them: project-ml@, kaihatsu-all@.
LIST_ENDINGS = _words("ml list all team group members member staff mailinglist")
ENDINGS = ("bumon", "tantou", "tanto", "center", "desk", "team", "group", "dept", "bu", "ka", "kakari", "ml", "all")


def is_group_name(local: str) -> bool:
    """Whether the local part `local` (ASCII, without the @) names a group or a function."""
    lowered = local.lower()
    if lowered in STRONG or re.sub(r"[._-]", "", lowered) in STRONG:
        return True
    words = [word for word in (part.strip("0123456789") for part in re.split(r"[._\-+]", lowered)) if word]
    if not words:
        return False
    if _begins_strong(words) or (len(words) > 1 and words[-1] in LIST_ENDINGS):
        return True
    named = [word for word in words if word in WEAK or _is_strong(word)]
    return bool(named) and all(word in WEAK or word in PLACES or _is_strong(word) for word in words)


def _begins_strong(words: list[str]) -> bool:
    """Whether a function comes first, be it written with signs in between: no-reply.2@."""
    return _is_strong(words[0]) or any("".join(words[:end]) in STRONG for end in range(2, len(words) + 1))


def _is_strong(word: str) -> bool:
    if word in STRONG:
        return True
    if any(word.endswith(ending) and word.removesuffix(ending) in STRONG for ending in ENDINGS):
        return True
    return any(
        (word.endswith(place) and word.removesuffix(place) in STRONG)
        or (word.startswith(place) and word.removeprefix(place) in STRONG)
        for place in PLACES
        if len(place) > 2
    )
