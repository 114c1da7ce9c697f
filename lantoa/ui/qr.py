"""QR codes of addresses, drawn as people print them: dark on white whatever the page's colours are."""

import io

import segno

_LEVEL = "m"  # 15 % of the code may be dirty or torn (ISO/IEC 18004)


def svg(address: str) -> bytes:
    """The code as a drawing that stays sharp at any size."""
    out = io.BytesIO()
    code = segno.make(address, error=_LEVEL, micro=False)
    code.save(out, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, nl=False, light="white")
    return out.getvalue()


def png(address: str, scale: int = 16) -> bytes:
    """The code as a picture, `scale` pixels for each of its squares."""
    out = io.BytesIO()
    segno.make(address, error=_LEVEL, micro=False).save(out, kind="png", scale=scale, border=4, light="white")
    return out.getvalue()
