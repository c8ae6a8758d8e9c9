"""What others wrote and Qt carries inside its libraries, as far as TIPdesk ships those: Core, Gui, Widgets, Svg, DBus.

Qt names these parts, their holders and licences in its documentation (*Licenses Used in Qt*, and the attributions of
each module); the wheel itself holds no list. Look there again whenever Qt's pin changes its second number.
"""

from __future__ import annotations

from installer.packages.parts import LINUX, QT, Part


def _part(name: str, licence: str, holders: str, system: str = "") -> Part:
    return Part(name, licence, holders, within=QT, system=system)


PARTS_OF_QT = (
    _part("Adobe Glyph List", "BSD-3-Clause", "Copyright (c) 2002-2019 Adobe"),
    _part("BLAKE2", "CC0-1.0 OR Apache-2.0", "Copyright 2012, Samuel Neves"),
    _part("double-conversion", "BSD-3-Clause", "Copyright 2006-2012, the V8 project authors"),
    _part("Easing equations", "BSD-3-Clause", "Copyright (c) 2001 Robert Penner"),
    _part("emoji-segmenter", "Apache-2.0", "Copyright 2019 Google LLC"),
    _part("forkfd", "MIT", "Copyright (C) 2014-2020 Intel Corporation", LINUX),
    _part(
        "FreeType",
        "FTL OR GPL-2.0-only",
        "Copyright 1996-2025 by David Turner, Robert Wilhelm, Werner Lemberg, et al.\n"
        "Portions of this software are copyright The FreeType Project (www.freetype.org). All rights reserved.",
    ),
    _part(
        "HarfBuzz",
        "MIT",
        "Copyright (c) 2010-2025 Google, Inc.\nCopyright (c) 2004-2013 Red Hat, Inc.\nCopyright (c) 2011-2012 Mozilla "
        "Foundation\nCopyright (c) 2008-2010 Nokia Corporation and/or its subsidiary(-ies)",
    ),
    _part("ICU", "Unicode-3.0", "Copyright (c) 1995-2025 Unicode, Inc. and others. All rights reserved.", LINUX),
    _part("Imlib2 (smooth scaling)", "BSD-2-Clause", "Copyright (C) 2004, 2005 Daniel M. Duley"),
    _part("Khronos headers (OpenGL, Vulkan)", "MIT OR Apache-2.0", "Copyright (c) 2013-2025 The Khronos Group Inc."),
    _part(
        "libjpeg-turbo",
        "IJG AND BSD-3-Clause AND Zlib",
        "Copyright (C) 1991-2025, Thomas G. Lane, Guido Vollbeding\nCopyright (C) 2009-2025 D. R. Commander. All "
        "rights reserved.\nThis software is based in part on the work of the Independent JPEG Group.",
    ),
    _part(
        "libpng",
        "libpng-2.0",
        "Copyright (c) 1995-2025 The PNG Reference Library Authors\nCopyright (c) 2018-2025 Cosmin Truta",
    ),
    _part("MD4C", "MIT", "Copyright (c) 2016-2024 Martin Mitáš"),
    _part(
        "PCRE2",
        "BSD-3-Clause",
        "Copyright (c) 1997-2024 University of Cambridge\nCopyright (c) 2010-2024 Zoltan Herczeg (stack-less "
        "just-in-time compiler)",
    ),
    _part("Pixman", "MIT", "Copyright (c) 2008, 2009 Nokia Corporation"),
    _part("RFC 6234 (SHA-224 to SHA-512)", "BSD-3-Clause", "Copyright (c) 2011 IETF Trust and the authors"),
    _part("SHA-1 and SHA-3", "CC0-1.0", "Public domain: Dominik Reichl; the Keccak team"),
    _part("SipHash", "CC0-1.0", "Public domain: Jean-Philippe Aumasson and Daniel J. Bernstein"),
    _part("TinyCBOR", "MIT", "Copyright (c) 2017 Intel Corporation"),
    _part("Unicode Character Database", "Unicode-3.0", "Copyright © 1991-2026 Unicode, Inc."),
    _part(
        "Vulkan Memory Allocator", "MIT", "Copyright (c) 2017-2025 Advanced Micro Devices, Inc. All rights reserved."
    ),
    _part(
        "Wayland protocols",
        "MIT",
        "Copyright © 2008-2013 Kristian Høgsberg\nCopyright © 2010-2013 Intel Corporation\nCopyright © 2012-2013 "
        "Collabora, Ltd. and others",
        LINUX,
    ),
    _part("WebGradients", "MIT", "Copyright (c) 2017 itmeo"),
    _part(
        "X Server and XCB headers", "HPND", "Copyright 1987-1998 The Open Group, Digital Equipment Corporation", LINUX
    ),
    _part("XSVG", "HPND", "Copyright 2002 USC/Information Sciences Institute"),
)
