"""The empty Streamlit app that ours is held against: the same elements, one by one, with random values and no logic."""
