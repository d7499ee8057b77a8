# Two commands do all the set-up on a fresh machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
POLICY := policies/ankang-2021-hotline
# Where an environment forbids bytecode, every process would compile all modules anew; the tests start some hundreds.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test laws agreement spark fuzz check golden cover bench new-check draft-report dependencies sbom clean

help:  ## 列出可用的命令
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

$(BIN)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(BIN)/.ready  ## 在一份真实的考核办法上走一遍：评分、说明、规则表、结果表、Python
	@rm -rf build/demo && mkdir -p build/demo
	@$(BIN)/zhunsheng score $(POLICY) $(POLICY)/facts.csv -o build/demo/results.xlsx
	@$(BIN)/zhunsheng explain $(POLICY) $(POLICY)/facts.csv --unit 市公安局
	@$(BIN)/zhunsheng build $(POLICY) -t python -t markdown -o build/demo
	@echo
	@echo "规则表：build/demo/ankang-2021-hotline/rules.md"
	@echo "结果表：build/demo/results.xlsx"
	@echo "Python：build/demo/ankang-2021-hotline/ankang_2021_hotline.py"

test: $(BIN)/.ready  ## 全部测试；make test FAST=1 只跑快的
	$(BIN)/python -m pytest -n auto $(if $(FAST),-m "not slow" tests)

laws: $(BIN)/.ready  ## 读法的定律，全部：2 万条、5 千句，列出各有多少接受、多少不成立
	LAWS=20000 SENTENCES=5000 ZHUNSHENG_TEST_SEED=new $(BIN)/python -m pytest -q -n auto -rP tests/properties/test_laws.py tests/properties/test_generated_sentences.py tests/properties/test_draft_reads_as_try.py

agreement: $(BIN)/.ready  ## 各种算法的分数与解释器逐条对；make agreement UNITS=10000
	UNITS=$(or $(UNITS),1000) $(BIN)/python -m pytest -q -n auto tests/unit/engines tests/unit/backends/test_sql.py

spark: $(BIN)/.ready  ## 生成的 SQL 在 Spark 里与解释器逐条对（要先 pip install pyspark、装 Java 17）；make spark UNITS=10000
	SPARK=1 UNITS=$(or $(UNITS),40) $(BIN)/python -m pytest -q -k spark tests/unit/engines tests/unit/backends/test_sql.py

fuzz: $(BIN)/.ready  ## 随机地试：句子、政策、填报表、原文、编辑、输出；make fuzz MINUTES=10
	$(BIN)/python -m tests.fuzz --minutes $(or $(MINUTES),10)

check: $(BIN)/.ready  ## 格式、类型、政策、生成的表
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/zhunsheng check policies
	$(BIN)/zhunsheng fmt --check policies
	$(BIN)/zhunsheng audit policies
	$(BIN)/zhunsheng build policies -t markdown -o policies --check
	$(BIN)/zhunsheng defects policies -o docs/原文问题清单.md --check

golden: $(BIN)/.ready  ## 重写金样（先看差异，再提交）；合并弄混了的文件用 make golden FORCE=1
	$(BIN)/python -m pytest -q --snapshot-update tests
	$(BIN)/zhunsheng build policies -t markdown -o policies $(if $(FORCE),--force)
	$(BIN)/zhunsheng defects policies -o docs/原文问题清单.md $(if $(FORCE),--force)

cover: $(BIN)/.ready  ## 测试覆盖了多少
	$(BIN)/python -m coverage run -m pytest -q tests/unit tests/meta tests/properties
	$(BIN)/python -m coverage report

bench: $(BIN)/.ready  ## 速度：启动、解析、评分
	$(BIN)/python -m benchmarks.run

new-check: $(BIN)/.ready  ## 搭一个新检查的架子：make new-check NAME=W426-thin-tier
	@$(BIN)/python tools/new_check.py "$(NAME)"

draft-report: $(BIN)/.ready  ## 起草读得怎样：对照手写的政策，逐句列出
	@$(BIN)/python -m tools.draft_report --all

dependencies: $(BIN)/.ready  ## 换用新版的程序库：装上，写 constraints.txt 和 docs/licences.md，再运行 make sbom
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --upgrade-strategy eager -e '.[dev]'
	$(BIN)/python tools/make_dependencies.py
	@touch $(BIN)/.ready

sbom: $(BIN)/.ready  ## 依赖的清单（CycloneDX），由 cyclonedx-bom 写出；每次的字节相同
	rm -rf build/sbom && mkdir -p build/sbom
	$(PYTHON) -m venv build/sbom/tool
	$(PYTHON) -m venv --without-pip build/sbom/listed
	build/sbom/tool/bin/python -m pip install --quiet --disable-pip-version-check cyclonedx-bom==7.5.0
	$(BIN)/python -m pip --python build/sbom/listed/bin/python install --quiet --disable-pip-version-check -r constraints.txt
	build/sbom/tool/bin/cyclonedx-py environment --output-reproducible --pyproject pyproject.toml --of JSON -o docs/sbom.cdx.json build/sbom/listed/bin/python

clean:  ## 删去生成的东西
	rm -rf build .hypothesis .mypy_cache .ruff_cache .coverage
