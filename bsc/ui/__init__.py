"""The pages' floor: frame, controls bound to the address, links, session, components. Streamlit lives here."""
