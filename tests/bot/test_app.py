"""How the parts are put together."""

from pathlib import Path

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from bot.app import compose
from bot.settings import load_settings
from index.errors import IndexMissing


def test_who_answers_computes_on_one_core(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("index: {path: var/index}\n", "utf-8")
    with threadpool_limits(limits=2, user_api="blas"):  # puts back what the process had
        with pytest.raises(IndexMissing), compose(load_settings(config)).engine():
            pass
        assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}
