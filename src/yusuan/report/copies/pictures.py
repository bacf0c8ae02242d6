"""A picture file as a PDF, page by page in grey as it was recognised, so that it can be annotated like any other."""

import io

from yusuan.read.limits import DEFAULT
from yusuan.report.copies.pdf.syntax import numbers, written

_QUALITY = 80


def as_pdf(data: bytes) -> bytes:
    """The pages of a JPEG, PNG or TIFF as a PDF of the same sizes. Raises DamagedError, TooLargeError."""
    from PIL import Image  # noqa: PLC0415 - where a picture was read, the extra is there

    from yusuan.read.ocr.bitmap import pictures  # noqa: PLC0415

    objects: list[bytes] = []
    kids: list[int] = []
    for grey, scale in pictures(data, "", DEFAULT):
        packed = io.BytesIO()
        Image.fromarray(grey).save(packed, "JPEG", quality=_QUALITY)
        high, wide = grey.shape
        size = wide / scale, high / scale
        box = written(numbers(0, 0, *size))
        content = b"q %.2f 0 0 %.2f 0 0 cm /I Do Q" % size
        at = len(objects) + 3
        kids.append(at)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox %s/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
            % (box, at + 1, at + 2)
        )
        objects.append(b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
            b"/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream" % (wide, high, packed.tell(), packed.getvalue())
        )
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    heads = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), refs),
    ]
    return _file([*heads, *objects])


def _file(objects: list[bytes]) -> bytes:
    """A PDF of ``objects``, numbered from 1, the first of them the catalog."""
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % at for at in offsets)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows))
    out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
