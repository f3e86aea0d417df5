"""Acts on workbooks: taking one in, answering its problems, filing it or setting it aside."""
