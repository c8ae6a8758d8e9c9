"""Choosing a folder or file. Promises: nothing of it is remembered (`app.forget_folders`). Leaves use to others."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Ask for a folder; None when the officer thinks better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title)
    return Path(chosen) if chosen else None


def choose_file(parent: QWidget, title: str, pattern: str) -> Path | None:
    """Ask for a file to read. `pattern`: as Qt has it, "Grant (*.tipgrant)"."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, "", pattern)
    return Path(chosen) if chosen else None


def choose_new_file(parent: QWidget, title: str, name: str, pattern: str) -> Path | None:
    """Ask where to write a file that is called `name` unless the officer says otherwise."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, name, pattern)
    return Path(chosen) if chosen else None
