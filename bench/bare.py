"""What is measured against: Flask, SQLAlchemy and Jinja reading or inserting one row, and nothing else."""

from __future__ import annotations

import os
from uuid import UUID

from flask import Flask, redirect, render_template, request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from uuid_utils.compat import uuid7
from werkzeug.wrappers import Response

PAGE = """<!doctype html>
<html lang="ja"><head><title>{{ row.title }}</title></head>
<body><h1>{{ row.title }}</h1><p>{{ row.body }}</p></body></html>"""


class Base(DeclarativeBase):
    pass


class Note(Base):
    __tablename__ = "bench_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]


def create() -> Flask:
    """The bare application; the table is made on the first start."""
    engine = create_engine("postgresql+psycopg://" + os.environ["TBC_DATABASE_URL"].split("://", 1)[1], pool_size=8)
    Base.metadata.create_all(engine)
    app = Flask(__name__)
    # Compiled once, as a template in a file is.
    drawn = app.jinja_env.from_string(PAGE)

    @app.get("/bare/<uuid:own>")
    def show(own: UUID) -> str:
        with Session(engine) as session:
            return render_template(drawn, row=session.get_one(Note, own))

    @app.post("/bare")
    def insert() -> Response:
        with Session(engine) as session:
            note = Note(id=uuid7(), title=request.form["title"], body=request.form["body"])
            session.add(note)
            session.commit()
            return redirect(f"/bare/{note.id}", 303)

    @app.get("/ping")
    def ping() -> str:
        with engine.connect() as connection:
            return str(connection.scalar(text("SELECT 1")))

    return app


app = create()
