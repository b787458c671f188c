"""What a browser sent in parts, without losing any: a file whose name says nothing is a file all the same."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict

from zhenggai.documents.names import clean_name


class Parts(MultiPartParser):
    """Keeps files called `..` or by blanks alone, which would be passed over."""

    def sanitize_file_name(self, file_name: str) -> str:
        return super().sanitize_file_name(file_name) or clean_name("")


class Counted:
    """A stream that counts the parts that go by. Raises what the stream raises."""

    def __init__(self, stream: Any, boundary: bytes) -> None:
        self._stream, self._mark, self._rest = stream, b"--" + boundary, b""
        self.n_marks = 0

    def read(self, *size: int) -> bytes:
        data: bytes = self._stream.read(*size)
        seen = self._rest + data
        self.n_marks += seen.count(self._mark)
        # Shorter than a mark, so that none is counted twice.
        self._rest = seen[len(seen) - min(len(seen), len(self._mark) - 1) :]
        return data


class EveryPart(FileUploadHandler):
    """Parses the body itself and notes how many of its parts nothing could be made of."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 Django passes it by this name
        content_length: int,
        boundary: Any,  # bytes, whatever its type says
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]]:
        """The fields and files of a body. Raises MultiPartParserError."""
        counted = Counted(input_data, boundary)
        keepers = [MemoryFileUploadHandler(self.request), TemporaryFileUploadHandler(self.request)]
        fields, files = Parts(META, counted, keepers, encoding).parse()  # type: ignore[arg-type]
        n_parts = sum(len(values) for _, values in [*fields.lists(), *files.lists()])
        META["zhenggai.parts_lost"] = max(0, counted.n_marks - 1 - n_parts)
        return fields, files

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def parts_lost(request: HttpRequest) -> int:
    """How many parts of a body had no name that could be read, once the body was parsed."""
    return int(request.META.get("zhenggai.parts_lost", 0))
