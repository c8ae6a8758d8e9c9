"""What a package carries that is no distribution: Python, Qt, what is compiled into wheels, fonts, icons, code lists.

Versions that can be asked of what is installed are asked (`asked`), so that none is told that has changed since.
"""

from __future__ import annotations

from dataclasses import dataclass

from installer.packages.declared import EXCHANGE, LGPL
from installer.packages.licences import MICROSOFT_RUNTIME
from tipdesk.domain.about import OURS

LINUX, WINDOWS = "Linux", "Windows"
PYTHON, QT, SQLCIPHER, CRYPTOGRAPHY = "Python", "Qt", "sqlcipher3", "cryptography"
THE_QT = "The Qt Company Ltd. and other contributors"


@dataclass(frozen=True)
class Part:
    """One part, its licence and the holders of its copyright.

    `within` is the component that brings it. `asked` names the question (`versions`) whose answer is its version; what
    only a Python for Windows brings is asked of that one alone. `files` are texts in the source, and `texts` standard
    ones; with neither, the standard texts of its licence are given. `kind` is what CycloneDX calls it.
    """

    name: str
    licence: str
    holders: str
    version: str = ""
    asked: str = ""
    within: str = ""
    system: str = ""
    note: str = ""
    files: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    kind: str = "library"


_OWN = (
    Part(OURS, "Apache-2.0", "Copyright 2026 The TIPdesk maintainers", asked="tipdesk", files=("LICENSE",)),
    Part(
        PYTHON,
        "Python-2.0.1",
        "Copyright (c) 2001-2026 Python Software Foundation. All rights reserved.\n"
        "Copyright (c) 2000 BeOpen.com. All rights reserved.\n"
        "Copyright (c) 1995-2001 Corporation for National Research Initiatives. All rights reserved.\n"
        "Copyright (c) 1991-1995 Stichting Mathematisch Centrum. All rights reserved.",
        asked="python",
    ),
    Part(
        "PyInstaller loader",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "Copyright (c) 2010-2023, PyInstaller Development Team\n"
        "Copyright (c) 2005-2009, Giovanni Bajo\n"
        "Based on previous work under copyright (c) 2002 McMillan Enterprises, Inc.",
        asked="pyinstaller",
        note="The beginning of both programs. Its authors permit it, compiled, to be part of any program without any "
        "restriction coming from its use. The hooks that run before the program are under the Apache License 2.0.",
        files=("pyinstaller:COPYING.txt",),
    ),
    Part(
        "NSIS",
        "Zlib AND CPL-1.0 WITH LZMA-exception",
        "Copyright (C) 1999-2025 Contributors\nCopyright (C) 1999-2006 Igor Pavlov (LZMA)",
        system=WINDOWS,
        note="What unpacks setup.exe, and what removes the program again.",
    ),
    Part(
        "Microsoft Visual C++ runtime",
        MICROSOFT_RUNTIME,
        "Copyright (c) Microsoft Corporation. All rights reserved.",
        system=WINDOWS,
        note="The files vcruntime140.dll, vcruntime140_1.dll, msvcp140.dll and those beginning with msvcp140_, as "
        "Python and Qt bring them. Microsoft lists them among the files that may be passed on, unchanged, with a "
        "program that needs them; they are not free software, and are parts of Windows in all but name.",
        texts=(MICROSOFT_RUNTIME,),
    ),
)

_IN_PYTHON = (
    Part("HACL*", "MIT", "Copyright (c) 2016-2022 INRIA, CMU and Microsoft Corporation", within=PYTHON),
    Part("mimalloc", "MIT", "Copyright (c) 2018-2021 Microsoft Corporation, Daan Leijen", within=PYTHON),
    Part(
        "Mersenne Twister",
        "BSD-3-Clause",
        "Copyright (C) 1997-2002, Makoto Matsumoto and Takuji Nishimura. All rights reserved.",
        within=PYTHON,
    ),
    Part(
        "OpenSSL (Python)",
        "Apache-2.0",
        "Copyright (c) 1998-2026 The OpenSSL Project Authors. All Rights Reserved.",
        asked="openssl of python",
        within=PYTHON,
        system=WINDOWS,
    ),
    Part(
        "Expat",
        "MIT",
        "Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper\n"
        "Copyright (c) 2001-2025 Expat maintainers",
        within=PYTHON,
        system=WINDOWS,
    ),
    Part("libmpdec", "BSD-2-Clause", "Copyright (c) 2008-2020 Stefan Krah", within=PYTHON),
    Part(
        "libffi (Python)",
        "MIT",
        "Copyright (c) 1996-2024 Anthony Green, Red Hat, Inc and others",
        within=PYTHON,
        system=WINDOWS,
    ),
    Part(
        "zlib",
        "Zlib",
        "Copyright (C) 1995-2025 Jean-loup Gailly and Mark Adler",
        note="Compiled into Qt, into PyInstaller's loader and, for Windows, into Python.",
    ),
    Part(
        "bzip2",
        "bzip2-1.0.6",
        "Copyright (C) 1996-2019 Julian R Seward. All rights reserved.",
        within=PYTHON,
        system=WINDOWS,
    ),
    Part("liblzma", "0BSD", "Copyright (C) The XZ Utils authors and contributors", within=PYTHON, system=WINDOWS),
)

_IN_WHEELS = (
    Part(
        QT,
        "LGPL-3.0-only",
        f"Copyright (C) {THE_QT}",
        asked="qt",
        within="pyside6-essentials",
        note=EXCHANGE,
        texts=LGPL,
    ),
    Part(
        "SQLCipher",
        "BSD-3-Clause",
        "Copyright (c) 2008-2026, ZETETIC LLC. All rights reserved.",
        asked="sqlcipher",
        within=SQLCIPHER,
    ),
    Part(
        "SQLite", "blessing", "None: its authors have given it to the public domain.", asked="sqlite", within=SQLCIPHER
    ),
    Part(
        "OpenSSL (SQLCipher)",
        "Apache-2.0",
        "Copyright (c) 1998-2026 The OpenSSL Project Authors. All Rights Reserved.",
        asked="openssl of sqlcipher",
        within=SQLCIPHER,
    ),
    Part(
        "OpenSSL (cryptography)",
        "Apache-2.0",
        "Copyright (c) 1998-2026 The OpenSSL Project Authors. All Rights Reserved.",
        asked="openssl of cryptography",
        within=CRYPTOGRAPHY,
    ),
    Part(
        "Argon2",
        "CC0-1.0 OR Apache-2.0",
        "Copyright 2015 Daniel Dinu, Dmitry Khovratovich, Jean-Philippe Aumasson, and Samuel Neves",
        within="argon2-cffi-bindings",
    ),
    Part("libffi (cffi)", "MIT", "Copyright (c) 1996-2024 Anthony Green, Red Hat, Inc and others", within="cffi"),
    Part(
        "PDFium",
        "BSD-3-Clause AND Apache-2.0",
        "Copyright 2014 The PDFium Authors",
        asked="pdfium",
        within="pypdfium2",
        note="The texts of what it is compiled from stand at pypdfium2: AGG, FreeType, libjpeg-turbo, OpenJPEG, "
        "Little CMS, ICU, zlib and others, all of them permissive.",
    ),
    Part(
        "Zstandard",
        "BSD-3-Clause OR GPL-2.0-only",
        "Copyright (c) Meta Platforms, Inc. and affiliates. All rights reserved.",
        asked="zstd",
        within="zstandard",
    ),
)

_RESOURCES = (
    Part(
        "Inter",
        "OFL-1.1",
        "Copyright (c) 2016-2018 The Inter Project Authors",
        files=("resources/fonts/OFL.txt",),
        note="The typeface of the window and of printed papers.",
        kind="data",
    ),
    Part(
        "Noto Sans",
        "OFL-1.1",
        "Copyright 2022 The Noto Project Authors",
        files=("resources/fonts/OFL-NotoSans.txt",),
        note="Letters that Inter lacks.",
        kind="data",
    ),
    Part(
        "Noto Sans SC",
        "OFL-1.1",
        "Copyright 2014-2021 Adobe, with Reserved Font Name 'Source'",
        files=("resources/fonts/OFL-NotoSansSC.txt",),
        note="Chinese characters. A part of the typeface: 9,400 characters, without layout tables and hints.",
        kind="data",
    ),
    Part("Tabler Icons", "MIT", "Copyright (c) 2020-2026 Paweł Kuna", files=("resources/icons/LICENSE",), kind="data"),
    Part(
        "Human Trafficking Case Data Standard",
        "CC-BY-4.0",
        "International Organization for Migration (IOM)",
        version="2.0",
        note="Codes and field names of the standard, in the code lists and in what is exported: “Human Trafficking "
        "Case Data Standard (HTCDS) 2.0”, International Organization for Migration, licensed under CC BY 4.0 "
        "(https://creativecommons.org/licenses/by/4.0/). Changed: lists were shortened, put in another order, "
        "translated and added to. IOM has not reviewed TIPdesk and does not endorse it.",
        kind="data",
    ),
    Part(
        "Unicode CLDR",
        "Unicode-3.0",
        "Copyright © 1991-2026 Unicode, Inc.",
        note="Names of countries and languages in the code lists.",
        kind="data",
    ),
)

OTHERS = (*_OWN, *_IN_PYTHON, *_IN_WHEELS, *_RESOURCES)
