"""Page config and navigation. The server imports this file once, each visit runs it again.

`streamlit run streamlit_app.py` (or any ASGI server, as streamlit_app:app) first imports it
to find `app`, whose lifespan warms the heavy imports; from then on it is the visitors' script.
"""

import streamlit as st

from app import controls, feed, looks, own_vectors, stage, warm
from app.prose import english as prose

FILES = ("step", "words", "encode", "layers", "train", "memory", "convolution")
PATHS = ("", *FILES[1:-1], "rnn-vs-cnn")

if st.runtime.exists():
    st.set_page_config(
        page_title=prose.BRAND,
        page_icon=looks.ICON,
        layout="wide",
        menu_items={"About": prose.ABOUT},
    )
    pages = [
        st.Page(f"app/pages/{file}.py", title=title, url_path=path, default=not path)
        for file, title, path in zip(FILES, prose.PAGES, PATHS, strict=True)
    ]
    page = st.navigation(pages, position="hidden")
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        st.markdown(prose.BRAND, width="content")
        with st.container(horizontal=True, key="pages", width="content"):
            for link in pages:
                with st.container(key="here" if link == page else None, width="content"):
                    st.page_link(link)
        pill = st.container(key="vectors-pill", width="content")
    stage.follow_theme()
    with own_vectors.pill(pill, follows=page in pages[1:3]):
        controls.enter(page.url_path)
        page.run()
else:
    routes = [*looks.routes(PATHS), *feed.routes()]
    app = st.App(__file__, routes=routes, lifespan=warm.lifespan)
