"""Wording of everything that can be wrong with a file, a sheet or an output (E640–E669, E701–E710)."""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, finding


def some(items: Sequence[str], limit: int = 5) -> str:
    """Return the first few of a list, and how many there are when it is longer."""
    shown = "、".join(items[:limit])
    return shown if len(items) <= limit else f"{shown}等{len(items)}处"


# ---------------------------------------------------------------------------------------------------------------- files


def file_missing(name: str) -> Diagnostic:
    return finding(
        "E641-file-missing", f"找不到文件“{name}”", hint="核对文件名和所在文件夹；文件名里的空格、全角括号也要一致"
    )


def not_a_file(name: str) -> Diagnostic:
    return finding("E642-not-a-file", f"“{name}”是文件夹，不是填报表", hint="写出文件夹里那一份填报表的文件名")


def file_unreadable(name: str, why: str) -> Diagnostic:
    return finding("E643-file-unreadable", f"“{name}”读不出来：{why}", hint="确认有权读取，且文件没有被别的程序独占")


def file_empty(name: str) -> Diagnostic:
    return finding("E644-file-empty", f"“{name}”是空文件（0 字节）", hint="可能没有保存成功，请重新导出")


def file_too_large(name: str, limit: int) -> Diagnostic:
    return finding("E645-file-too-large", f"“{name}”超过 {limit} MiB", hint="删去图片、附件和无关的工作表，或分批填报")


def file_type(name: str, why: str) -> Diagnostic:
    return finding("E646-file-type", f"“{name}”{why}", hint="另存为 .xlsx、.csv（UTF-8）或 .json")


def old_xls(name: str) -> Diagnostic:
    message = f"“{name}”是旧版 Excel 文件（.xls）或加了密码的文件，不能读取"
    return finding("E647-old-xls", message, hint="用 Excel 或 WPS 打开（有密码先取消），另存为“Excel 工作簿（.xlsx）”")


def broken_xlsx(name: str, why: str) -> Diagnostic:
    return finding(
        "E648-broken-xlsx", f"“{name}”不是完好的 Excel 工作簿：{why}", hint="重新下载或用 Excel、WPS 打开后另存一份"
    )


def zip_bomb(name: str, limit: int) -> Diagnostic:
    message = f"“{name}”解开后超过 {limit} MiB，不予读取"
    return finding("E649-zip-bomb", message, hint="正常的填报表不会这么大；核实来源，只保留填报表后另存")


def encoding(name: str) -> Diagnostic:
    message = f"“{name}”既不是 UTF-8 也不是 GB18030 编码的文本"
    return finding("E650-encoding", message, hint="用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”")


def read_as_gbk(name: str) -> Diagnostic:
    return finding(
        "N651-read-as-gbk", f"“{name}”不是 UTF-8，已按 GB18030（GBK）读取", hint="若中文成了乱码，另存为 CSV UTF-8"
    )


def broken_csv(line: int, why: str) -> Diagnostic:
    return finding("E652-broken-csv", f"第{line}行附近的 CSV 写法有误：{why}", hint="引号要成对；内容里的引号写两遍")


def row_too_long(line: str, cells: int, width: int, text: str) -> Diagnostic:
    message = f"{line}有 {cells} 格，表头只有 {width} 格，多出“{text}”"
    return finding(
        "E653-row-too-long", message, hint="数字里的千位逗号会把一格切成两格：删去逗号，或给这一格加英文引号"
    )


def broken_json(name: str, why: str) -> Diagnostic:
    return finding("E654-broken-json", f"“{name}”不是合法的 JSON：{why}", hint="由系统重新导出；不要手工改动括号和引号")


def json_shape(name: str, why: str) -> Diagnostic:
    hint = '写成 [{"单位": …, "事实名": …}, …]，或 {"单位": [{…}, …]}'
    return finding("E655-json-shape", f"“{name}”的 JSON 结构不对：{why}", hint=hint)


def json_key_twice(key: str) -> Diagnostic:
    return finding("E656-json-key-twice", f"同一个对象里“{key}”写了两次", hint="只留一个，看清楚以哪个为准")


# --------------------------------------------------------------------------------------------------------------- sheets


def merged_cells(ranges: Sequence[str]) -> Diagnostic:
    message = f"有合并单元格（{some(ranges)}），看不出值属于哪一格"
    return finding("E657-merged-cells", message, hint="取消合并，每一格各填各的；表头上方的标题行可以合并")


def formulas(cells: Sequence[str]) -> Diagnostic:
    message = f"有公式（{some(cells)}），取的是上次保存时算出的值"
    return finding("N658-formula", message, hint="想避免表格与结果不一致，复制后“选择性粘贴—数值”")


def formula_empty(cells: Sequence[str]) -> Diagnostic:
    message = f"公式没有算出值（{some(cells)}）"
    return finding("E659-formula-empty", message, hint="用 Excel 或 WPS 打开并保存一次，或粘贴成数值")


def no_rows(name: str) -> Diagnostic:
    return finding("E660-no-rows", f"“{name}”只有表头，没有一行单位", hint="每个被考核单位填一行")


def other_sheets(used: str, others: Sequence[str]) -> Diagnostic:
    message = f"只读了工作表“{used}”，没有读“{'”“'.join(others)}”"
    return finding("N661-other-sheets", message, hint="一次只读一张表；其余的表要用，请分别存成文件")


def sheet_too_large(name: str, limit: int) -> Diagnostic:
    message = f"“{name}”的表格范围超过 {limit} 格"
    return finding("E662-sheet-too-large", message, hint="多半是很远的地方误填了一格：按 Ctrl+End 找到它，删去后保存")


def too_many_rows(name: str, count: int, limit: int) -> Diagnostic:
    message = f"“{name}”有 {count} 行，超过 {limit} 行"
    return finding("E057-too-many-rows", message, hint="分几份填报；名次要在全体里排的，删去空行和重复的行")


def no_header(name: str, names: Sequence[str]) -> Diagnostic:
    message = f"“{name}”里找不到表头：没有哪一行有“单位”列"
    return finding("E608-no-header", message, hint=f"单位列的列名可以是{'、'.join(names)}")


def unnamed_column(cell: str, text: str) -> Diagnostic:
    return finding("E606-unnamed-column", f"{cell} 填了“{text}”，但这一列没有列名", hint="补上列名，或清空这一列")


def row_cut(lines: Sequence[str], cells: int, width: int) -> Diagnostic:
    message = f"{some(lines)}没有写完：只有 {cells} 格，表头有 {width} 列；缺的格按待补，不当作没有发生"
    return finding("W667-row-cut", message, hint="核对这几行是不是导出时截断了，补齐后面的格（空着的也要有分隔符）")


def hidden(sheet: str, what: Sequence[str]) -> Diagnostic:
    message = f"工作表“{sheet}”有隐藏、筛选掉或划掉的{some(what)}，也一样读了"
    return finding("W669-hidden", message, hint="不该评分的请删去，只是不想看的可以不管；取消隐藏后核对一遍")


def shown_otherwise(cells: Sequence[str]) -> Diagnostic:
    message = f"数字格式显示的是另一个数：{some(cells)}"
    return finding("E675-shown-otherwise", message, hint="核对应是哪一个；把格式设成“常规”，看清存的数再填")


def row_skipped(line: str, text: str) -> Diagnostic:
    return finding("N618-row-skipped", f"{line}“{text}”不是单位，已跳过")


# --------------------------------------------------------------------------------------------------------------- output


def target_not_a_file(name: str) -> Diagnostic:
    return finding("E701-target-not-a-file", f"不能写到“{name}”：它是文件夹或设备，不是文件", hint="写出完整的文件名")


def no_folder(name: str) -> Diagnostic:
    return finding("E702-no-folder", f"不能写到“{name}”：所在的文件夹不存在", hint="先建好文件夹，或改到已有的文件夹")


def not_permitted(name: str) -> Diagnostic:
    message = f"不能写到“{name}”：没有写入的权限，或文件正被打开"
    return finding("E703-not-permitted", message, hint="关闭正在打开它的 Excel、WPS，或改到别的文件夹")


def disk_full(name: str) -> Diagnostic:
    return finding("E704-disk-full", f"“{name}”没有写成：磁盘空间不足", hint="清理磁盘后重做；原有的同名文件没有改动")


def write_failed(name: str, why: str) -> Diagnostic:
    return finding("E705-write-failed", f"“{name}”没有写成：{why}", hint="换一个位置再试；原有的同名文件没有改动")


def not_ours(name: str) -> Diagnostic:
    message = f"“{name}”已经有了，不是这个命令写的，或者写好以后有人改过"
    return finding("E706-not-ours", message, hint="换一个文件名；确实不要原来的内容，就加 --force")


def output_is_input(name: str) -> Diagnostic:
    message = f"不能写到“{name}”：它就是这个命令要读的文件"
    return finding("E707-output-is-input", message, hint="换一个文件名；输入的文件一律不动，加 --force 也一样")


def outputs_coincide(name: str, other: str) -> Diagnostic:
    message = f"“{name}”和“{other}”是同一个文件，后写的会盖掉先写的"
    return finding("E708-outputs-coincide", message, hint="两个输出各起一个文件名（只有大小写不同的也算同名）")


def changed_meanwhile(name: str) -> Diagnostic:
    message = f"“{name}”在读过之后有人改了，没有改写"
    return finding("E709-changed-meanwhile", message, hint="再运行一次")
