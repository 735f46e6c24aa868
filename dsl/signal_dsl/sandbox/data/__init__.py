"""Market data: of a folder, or made up.

    Folder(path).load(ticker, timeframe, start, end)         CSV and Parquet files
    Synthetic().load(ticker, timeframe, start, end)          the same market for the same ticker, whenever it is asked

Both give a `Loaded`: the bars of a run, and notes on what was wrong with the data.
"""

from signal_dsl.sandbox.data.folder import Folder
from signal_dsl.sandbox.data.source import Loaded, Source, latest
from signal_dsl.sandbox.data.synthetic import Synthetic

__all__ = ["Folder", "Loaded", "Source", "Synthetic", "latest"]
