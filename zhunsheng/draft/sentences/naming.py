"""Names for the facts of a sentence, proposed from its own words; the whole wording goes into the fact's 说明."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from dsl.folding import fold

_LONGEST, _JOINED = 30, 40
_FRONT = re.compile(
    r"^(?:对于|对|凡|如有|如|若|并且|并|且|或者|或|以及|和|发现|出现|其中|同时|经查实|经核实|一经核实)+(?!果|实|未|不)"
)
_BACK = re.compile(r"(?:的|情况下|经查实|经核实|查证属实|一经核实|分别|，)+$")
_PARTIES = re.compile(r"(?:(?:牵头|配合|责任|主管|协办|承办)(?:部门|单位)[和、及与]?)+$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_TAIL = re.compile(r"(?:百分之[零一二三四五六七八九十百]+|[\d/.]+%?)(?:以[上下])?$")
_UNSAFE = re.compile(r"[:：=，,；;。|`<>\[\]{}#*_\\/（）()]")
_JOINTS = re.compile(r"[的将把]|[对在](?!象|线)")
# Words that say that something is amiss, or how much there is of it, but not of what: 不符合要求, 1处不合格, 完成率.
_GENERIC = re.compile(
    r"其[他它]|[未不无没有缺少欠]|符合|达到|达标|合格|到位|完善|完好|规范|齐全|完整|及时|健全|落实|完成|执行|开展|建立|设立|要求|规定|标准|"
    r"每[年月次日]|全年|年度|当[月年季]|累计|存在|发现|出现|发生|问题|情况|材料|资料|内容|制度|计划|记录|该项?|上述|以上|本项?|或者?|和|及|与|[率数处次项份人个件起例台种类]|部分|按照?|[一二1]"
)
_SUBJECT_END = re.compile(
    r"(?:质量|内容)?(?:(?<![相适对响供反])应当?(?![急届])|须|(?<![主需重必])要|符合|达到|不[低少高超得]|采用|具备|具有|满足|[是能]否|按照?|根据)|[，。；：:、（(]"
)
_VERBAL = re.compile(r"^(?:建立健全|建立、健全|建立|健全|制定|按规定|按要求|加强|做好|开展|落实)(?=.{2})")
# 主要负责人每季度至少召开1次安全例会: of 安全例会.
_HOW_OFTEN = re.compile(
    r"^.{0,12}?(?:每[年月季周]度?|全年|年内)?(?:至少|不少于)(?:召开|开展|组织|举办|进行)?[\d一二两三四五六]+[次期场](?:以上)?的?(?=.{2})"
)
_NO_SUBJECT = re.compile(r"(?:总体|基本|一般|具体|评[分价]|考[核评]|其他|加分|扣分|减分|有关|项目|正文|条$).{0,4}$")
_AGES = re.compile(r"\d+周?岁(?:以[上下])?|[的中]$")
_LONGEST_SUBJECT = 16
_NOT = re.compile(r"未|没有|不(?![断良])|无(?!人)")


EVERY_ITEM = ""  # the owner of a total that many items speak of


@frozen
class Fact:
    """A fact that the rules of a clause need: proposed, for the clerk to confirm."""

    name: str
    type: str
    meaning: str = ""
    limit: str = ""

    @property
    def says(self) -> str:
        """The declaration."""
        limit = f"，不超过 {self.limit}" if self.limit else ""
        meaning = f"，说明“{self.meaning}”" if self.meaning and fold(self.meaning) != fold(self.name) else ""
        return f"事实 {self.name}：{self.type}{limit}{meaning}"


@define
class Names:
    """The names of one draft. A name stands for one thing: the same words with another type get another name."""

    facts: dict[str, Fact] = field(factory=dict)  # by folded name
    owners: dict[str, str] = field(factory=dict)  # folded name -> the item whose sentence named it
    reserved: frozenset[str] = frozenset()  # folded names that another policy uses, for an update

    @property
    def members(self) -> set[str]:
        """The values of all grades: each stands for one thing."""
        lists = [re.search(r"（(.*)）", fact.type) for fact in self.facts.values() if fact.type.startswith("等级")]
        return {member for each in lists if each for member in each[1].split("、")}

    def take(
        self,
        name: str,
        kind: str,
        meaning: str = "",
        *,
        limit: str = "",
        shared: bool = False,
        hint: str = "",
        item: str = EVERY_ITEM,
    ) -> Fact:
        """Return the fact for these words: the one of this item that stands for them already, or a new one with a free name.

        ``hint`` is what the item is about; a name that does not say what it speaks of (不符合要求) begins with it.
        """
        if hint and says_nothing(name) and not fold(name).startswith(fold(hint)):
            name = f"{hint}{name}"
        known = self.facts.get(fold(name))
        own = self.owners.get(fold(name)) in (item, EVERY_ITEM)
        if known is not None and known.type == kind and own and (shared or known.meaning == meaning):
            return known
        chosen = name
        if known is not None and hint and not fold(name).startswith(fold(hint)):
            chosen = f"{hint}{name}"
        tries = iter("甲乙丙丁戊己庚辛壬癸")
        base = chosen
        while fold(chosen) in self.facts or fold(chosen) in self.reserved:
            suffix = next(tries, None)
            chosen = f"{base}{suffix}" if suffix else f"{base}之"
            base = base if suffix else chosen
        made = Fact(chosen, kind, meaning, limit)
        self.facts[fold(chosen)] = made
        self.owners[fold(chosen)] = item
        return made


def says_nothing(name: str) -> bool:
    """Whether a name does not tell what it is about: 不符合要求, 每项缺少数."""
    return len(_GENERIC.sub("", name)) < 2


def subject_of(title: str) -> str:
    """What an item is about, in few words: 异型轨道线路、齿轨线路质量符合设计要求 → 异型轨道线路."""
    plain = _VERBAL.sub("", _HOW_OFTEN.sub("", _BRACKETS.sub("", title).strip("“”")))
    if _NO_SUBJECT.match(plain):
        return ""
    end = next((match.start() for match in _SUBJECT_END.finditer(plain) if match.start() >= 2), len(plain))
    subject = _UNSAFE.sub("", plain[:end])
    return _balanced(subject if len(subject) <= _LONGEST_SUBJECT else subject[:_LONGEST_SUBJECT]).strip("的")


def propose(pieces: list[str]) -> str:
    """Propose a name from the 分句 of a condition: the last one, without filler; 未 carries over from an earlier one."""
    useful = [piece for piece in (_bare(each) for each in pieces) if piece]
    if len(useful) > 1 and _PARTIES.match(useful[-1]):
        useful.pop()
    if not useful:
        return ""
    name = useful[-1]
    negated = [at for at, each in enumerate(useful[:-1]) if re.match(r"(?:未|没有)(?!经)", each)]
    if len(_AGES.sub("", name)) < 3 and len(useful) > 1:
        name = useful[-2] + name
    elif negated and not _NOT.search(name):
        # 未按规定处置，致使再次投诉: the 未 stays where it stands.
        joined = "".join(useful[negated[-1] :])
        name = joined if len(joined) <= _JOINED else useful[negated[-1]]
    return _balanced(_short(name))


def _bare(piece: str) -> str:
    plain = _FRONT.sub("", _BACK.sub("", _BRACKETS.sub("", piece)))
    return _UNSAFE.sub("", _TAIL.sub("", plain)).strip("、")


def _short(name: str) -> str:
    """Cut a long name at a joint, from the front; from the back where the front says 未."""
    if len(name) <= _JOINED:
        return name
    tails = [name[match.end() :] for match in _JOINTS.finditer(name)]
    first = name.split("、")[0]
    tail = next((each for each in tails if 6 <= len(each) <= _LONGEST), first if len(first) >= 6 else name)[:_LONGEST]
    lost = _NOT.search(name[: len(name) - len(tail)]) if name.endswith(tail) else None
    if lost is None or _NOT.search(tail):
        return tail
    kept = name[lost.start() :][:_JOINED]
    return kept if len(kept) < _JOINED or "、" not in kept else kept[: kept.rindex("、")]


def _balanced(name: str) -> str:
    """Drop quotation marks and brackets that have lost their partner."""
    for left, right in (("“", "”"), ("《", "》"), ("‘", "’")):
        if name.count(left) != name.count(right) or name.find(left) > name.find(right):
            name = name.replace(left, "").replace(right, "")
    return name.replace('"', "").strip("、")


def meaning_of(text: str) -> str:
    """The whole wording as a 说明; quotation marks would end it."""
    return re.sub('["“”‘’「」『』]', "", text).strip("，。；、 \n")
