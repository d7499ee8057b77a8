"""What ``draft`` reads, compared with readings that people wrote down, sentence by sentence.

In: gold readings (``NN.jsonl``), official texts, drafts. Out: right, wrong, open or missed for each sentence. Begin with ``report.py``.
"""
