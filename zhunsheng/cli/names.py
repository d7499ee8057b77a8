"""The table of commands: English name, Chinese name, one line of help, and the module that does it."""

from __future__ import annotations

from attrs import frozen


@frozen(repr=False, eq=False)
class Entry:
    """A command; ``module`` is imported when it is called."""

    name: str
    chinese: str
    help: str
    file: str = ""  # where a module cannot have the name of the command

    @property
    def module(self) -> str:
        """The module with the command's ``run``."""
        return f"zhunsheng.cli.commands.{self.file or self.name}"


COMMANDS = (
    Entry("check", "检查", "检查政策：写法、名称、单位、引文、分值"),
    Entry("build", "生成", "由政策生成 Python 模块、规则表等"),
    Entry("score", "评分", "按填报表给各单位评分并排名"),
    Entry("explain", "解释", "逐条说明一个单位的得分"),
    Entry("test", "测试", "运行政策里的案例"),
    Entry("audit", "审计", "审计政策：原文有无遗漏、数是否对得上、案例是否测全"),
    Entry("defects", "问题清单", "列出原文的问题：条款、采用的读法、对得分的影响"),
    Entry("cases", "补案例", "列出案例表还缺的行"),
    Entry("where", "引用", "列出一个名称或词在哪里用到"),
    Entry("compare", "比对", "比对两版办法：逐条是严了还是宽了，总分怎样，哪些单位得失"),
    Entry("fmt", "排版", "把规则块改写成规范写法"),
    Entry("facts", "事实表", "生成空白填报表"),
    Entry("try", "试", "试一句规则：怎样理解、如何计分", "try_line"),
    Entry("draft", "起草", "从正式文件起草一份政策：TXT、MD、DOCX、HTML、PDF"),
    Entry("new", "新建", "新建一个可以编译的政策文件夹"),
)
BY_NAME = {each.name: each for each in COMMANDS}
BY_ANY_NAME = {**BY_NAME, **{each.chinese: each for each in COMMANDS}}
