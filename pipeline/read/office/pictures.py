"""Pictures of pages, from a scanner or a camera: they become a scanned PDF, and are read as one."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.errors import ReadError
from pipeline.model import Document, Source
from pipeline.read.files import printable
from pipeline.read.limits import DEFAULT_LIMITS, Limits
from pipeline.read.pdf import read_pdf
from pipeline.read.progress import NOT_KEPT, OcrProgress

FORMATS = ("PNG", "JPEG", "TIFF")
_LONG_SIDE = 842
"""The long side of A4 in points: what a camera photographs has no size of its own."""
_MOST_SIDE = 4_800
"""No page needs more pixels along its long side: 400 a inch of A4."""
_LEAST_SIDE = 50
_QUALITY = 95


def read_pictures(
    path: Path, source: Source, limits: Limits = DEFAULT_LIMITS, ocr: OcrProgress = NOT_KEPT
) -> Document:
    """The document in a picture file, a page a picture: a TIFF may have many.

    Raises `ReadError` for what is no picture, is damaged, has too many pixels or is too small to hold text.
    """
    with TemporaryDirectory(prefix="thaiplan-") as folder:
        scanned = Path(folder) / "pictures.pdf"
        as_pdf(path, source, limits, scanned)
        return read_pdf(scanned, source=source, limits=limits, ocr=ocr)


def as_pdf(path: Path, source: Source, limits: Limits, scanned: Path) -> None:
    """Writes the pictures of a file as a PDF to `scanned`. Raises what `read_pictures` raises."""
    name = printable(source.path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=FORMATS) as picture:
                _save(_pages(picture, name, limits), scanned)
        except ReadError:
            raise
        except UnidentifiedImageError as error:
            raise ReadError(name, "this is no picture, or one that is damaged", "look at it") from error
        except Image.DecompressionBombError as error:
            raise _too_many_pixels(name, limits) from error
        except (OSError, SyntaxError, ValueError, EOFError, KeyError, TypeError, OverflowError) as error:
            raise ReadError(name, f"the picture is damaged: {error}", "fetch it again") from error


def _pages(picture: Image.Image, name: str, limits: Limits) -> Iterator[Image.Image]:
    frames = getattr(picture, "n_frames", 1)
    if frames > limits.pdf_pages:
        raise ReadError(name, f"the file has more than {limits.pdf_pages:,} pictures", "split it")
    for frame in range(frames):
        if frame:
            picture.seek(frame)
        width, height = picture.size
        if width * height > limits.picture_pixels:
            raise _too_many_pixels(name, limits)
        if min(width, height) < _LEAST_SIDE:
            raise ReadError(name, f"the picture has {width} x {height} pixels, too few for text")
        yield upright(picture)


def upright(picture: Image.Image) -> Image.Image:
    """A picture in grey on white, turned as the camera was held, and no larger than needed."""
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        drawn = turned.convert("RGBA")
        white = Image.new("RGBA", drawn.size, "white")
        turned = Image.alpha_composite(white, drawn)
    grey = turned.convert("L")
    grey.thumbnail((_MOST_SIDE, _MOST_SIDE))
    return grey


def _save(pages: Iterator[Image.Image], scanned: Path) -> None:
    first = True
    for page in pages:
        resolution = 72 * max(page.size) / _LONG_SIDE
        page.save(scanned, "PDF", resolution=resolution, quality=_QUALITY, append=not first)
        first = False


def _too_many_pixels(name: str, limits: Limits) -> ReadError:
    return ReadError(name, f"the picture has more than {limits.picture_pixels / 1e6:.0f} million pixels")
