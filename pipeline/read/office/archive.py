"""The edge to the zip archives that Word and Excel files are: parts of XML, within limits.

Nothing of a part is run or fetched: macros and links are data that nobody asks for, and a part that declares
entities is refused.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from lxml import etree

from pipeline.errors import ReadError
from pipeline.read.files import printable
from pipeline.read.limits import LimitError, Limits

RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of Word and Excel before 2007 begin, and encrypted ones to this day."""
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PROLOG = 4_096
_ZIP = b"PK"
_FLAG_ENCRYPTED = 1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Office programs use no others, and these two unpack in steps of a known size."""


class Archive:
    """The parts of an office file by name. Errors call the file `name`."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = printable(name)
        self._limits = limits
        self._left = limits.office_bytes
        if not data.startswith(_ZIP):
            raise self._not_an_archive(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise self.damaged() from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        if len(self._members) > limits.office_parts:
            raise ReadError(self.name, f"the file has more than {limits.office_parts:,} parts")

    def damaged(self) -> ReadError:
        """The error for an archive that cannot be read to its end."""
        return ReadError(self.name, "the file is damaged or cut off", "fetch it again")

    def __contains__(self, part: str) -> bool:
        """Whether the archive has a part."""
        return part in self._members

    def read(self, part: str) -> bytes:
        """The content of a part. Raises `ReadError` where it is missing, damaged, encrypted or too large."""
        info = self._members.get(part)
        if info is None:
            raise self.damaged()
        if info.flag_bits & _FLAG_ENCRYPTED:
            raise self._encrypted()
        if info.compress_type not in _COMPRESSIONS:
            raise self.damaged()
        try:
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as error:
            raise self.damaged() from error
        # What a part says of its size may be a lie: what comes out of it is counted.
        self._left -= len(data)
        if self._left < 0:
            most = f"{self._limits.office_bytes / 1e6:.0f} MB"
            raise ReadError(self.name, f"the file unpacks to more than the limit of {most}", "split it")
        return data

    def tree(self, part: str) -> etree._Element:
        """A part as an XML tree. Raises `ReadError` for what is no XML or goes beyond the limits."""
        data = self.read(part)
        if len(data) > self._limits.office_tree_bytes:
            most = f"{self._limits.office_tree_bytes / 1e6:.0f} MB"
            raise ReadError(
                self.name, f"a part of the file unpacks to more than the limit of {most}", "split it"
            )
        self._refuse_entities(data)
        try:
            return etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            raise self._unreadable(error) from error

    def walk(
        self, part: str, tags: tuple[str, ...], lighten: Callable[[bytes], bytes] | None = None
    ) -> Iterator[etree._Element]:
        """The elements named `tags` of a part, as they end; what has been looked at is thrown away.

        `lighten` takes from the part, before it is parsed, what nobody will ask for.
        """
        data = self.read(part)
        data = data if lighten is None else lighten(data)
        self._refuse_entities(data)
        source: IO[bytes] = io.BytesIO(data)
        try:
            for _, element in etree.iterparse(
                source, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            ):
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and parent[0] is not element:
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise self._unreadable(error) from error

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Type (its last word) and name of the parts that `part` refers to, by id; links outside are none."""
        folder, _, file = part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
        if relations not in self:
            return {}
        found = {}
        for relation in self.tree(relations):
            target, kind = relation.get("Target", ""), relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") != "External" and target:
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = (kind, posixpath.normpath(whole))
        return found

    def main_part(self) -> str:
        """The part that the archive is about, by its own word."""
        for kind, target in self.targets("").values():
            if kind == "officeDocument" and target in self:
                return target
        raise self.damaged()

    def beyond(self, error: LimitError) -> ReadError:
        """The error of a file that goes beyond the limits."""
        return ReadError(self.name, str(error), "split it")

    def _refuse_entities(self, data: bytes) -> None:
        prolog = data[:_PROLOG].replace(b"\0", b"")
        if b"<!DOCTYPE" in prolog or b"<!ENTITY" in prolog:
            raise ReadError(
                self.name, "the file declares entities, which no office program writes", "delete it"
            )

    def _unreadable(self, error: etree.XMLSyntaxError) -> ReadError:
        deep = "depth" in str(error).lower()
        if deep:
            return ReadError(self.name, "the file nests its parts deeper than any document does", "delete it")
        return self.damaged()

    def _encrypted(self) -> ReadError:
        return ReadError(self.name, "the file is encrypted", "remove the password and run again")

    def _not_an_archive(self, data: bytes) -> ReadError:
        if data.startswith(COMPOUND_FILE):
            if _ENCRYPTED_STREAM in data:
                return self._encrypted()
            return ReadError(
                self.name,
                "the file is one of Word or Excel before 2007 under a newer name",
                "give it its own suffix (.doc, .xls)",
            )
        return ReadError(self.name, "this is no Word or Excel file, whatever its name says", "look at it")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, remove_comments=True
    )
