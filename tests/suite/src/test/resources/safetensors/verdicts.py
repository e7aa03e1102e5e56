"""Random safetensors files, most of them wrong in one way, and what the reference implementation says of each.

    pip install safetensors==0.8.0 numpy
    python verdicts.py 1000 verdicts.jsonl.gz

A line is {"file": its bytes in base64, "ok": whether it was read}, and if it was "metadata" and "tensors" (name, dtype,
shape, bytes, hex), else "error".
"""

import base64
import gzip
import json
import os
import random
import struct
import sys
import tempfile

from safetensors import deserialize, safe_open

R = random.Random(1)

BITS = {
    "BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8,
    "F8_E4M3FNUZ": 8, "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32,
    "C64": 64, "F64": 64, "I64": 64, "U64": 64,
}
NAMES = ["a", "b", "c", "weight", "a.b", "ü", "", "x" * 50, "__metadata", "日本", "\U0001f600", 'a"b', "a\\", "\u0001"]
NUMBERS = [
    "0", "1", "3", "16", "-1", "-0", "0.0", "1.0", "1e0", "01", "4294967296", "9223372036854775808",
    "18446744073709551615", "18446744073709551616", "1e999", "-1e400", "1e-999", ".5", "1.", "+1", "NaN", "0x1", "9" * 44,
    "0." + "0" * 1200 + "1",
]
VALUES = NUMBERS + [
    "null", "true", '"1"', '""', "[]", "{}", "[[1]]", "[1,]", "[,1]", '{"a":1,"a":2}', '{"a":}', "tru", "'a'", '"a" "b"',
    '"\\ud800"', '"\\udc00x"', '"\\ud83d\\ude00"', '"\\q"', '"\\u12"', '"a\tb"', "/*c*/1", "[1 2]",
]
TYPES = ['"f32"', '"F33"', '""', "32", "null", '{"F32":null}', '["F32"]', '"F32 "', '"F8"', '"C128"', '"F32\\u0000"']
KEYS = ['"\\ud800"', '"\\udc00"', '"\t"', "'a'", "a", "1", '"__metadata__"', '"\\u005f_metadata__"', '"\u007f"', '"\\/"']
METADATA = [
    "null", "[]", '"a"', "1", '{"a":1}', '{"a":null}', '{"a":["b"]}', '{"a":"b","a":"c"}', '{"a":"\\ud800"}', '{"a":"b",}',
]
SHAPES = [
    "[4294967296,4294967296,0]", "[0,4294967296,4294967296]", "[9223372036854775808,2]", "[18446744073709551615,0]",
    "[2305843009213693952]",
]


def space():
    return "".join(R.choice(" \t\n\r") for _ in range(R.choice([0, 0, 0, 0, 1, 2])))


def string(text):
    if R.random() < 0.85:
        return json.dumps(text, ensure_ascii=R.random() < 0.5)
    return '"' + "".join("\\u%04x" % ord(c) if ord(c) < 65536 else json.dumps(c)[1:-1] for c in text) + '"'


def nested(depth):
    return "[" * depth + "]" * depth if R.random() < 0.5 else '{"a":' * depth + "1" + "}" * depth


def entry(dtype, shape, begin, end, damage):
    """The text of a tensor's entry, with one kind of damage or none."""
    sizes = [str(size) for size in shape]
    if damage == "size":
        sizes = (sizes or ["1"])[1:] + [R.choice(NUMBERS)]
    fields = [
        ["dtype", string(dtype)],
        ["shape", "[" + ",".join(space() + size + space() for size in sizes) + "]"],
        ["data_offsets", "[%d,%s%d]" % (begin, space(), end)],
    ]
    if damage == "value":
        R.choice(fields)[1] = R.choice(VALUES)
    elif damage == "offset":
        near = [str(n) for n in (begin, end, begin + 1, end + 1, max(0, end - 1))] + [R.choice(NUMBERS)]
        fields[2][1] = "[%s,%s]" % (R.choice(near), R.choice(near))
    elif damage == "offsets":
        fields[2][1] = R.choice(["[%d]" % end, "[%d,%d,%d]" % (begin, end, end), "{}", "[]"])
    elif damage == "type":
        fields[0][1] = R.choice(TYPES)
    elif damage == "shape":
        fields[1][1] = R.choice(SHAPES)
    elif damage == "unknown":
        fields.insert(R.randrange(4), [R.choice(["note", "", "DTYPE", "__metadata__"]), R.choice(VALUES)])
    elif damage == "deep":
        fields.append(["z", nested(R.choice([1, 120, 124, 125, 126, 127, 128, 1000]))])
    elif damage == "twice":
        fields.insert(R.randrange(4), R.choice(fields))
    elif damage == "missing":
        fields.pop(R.randrange(3))
    elif damage == "list":
        return "[" + ",".join(value for _, value in fields) + "]"
    elif damage == "other":
        return R.choice(VALUES)
    if R.random() < 0.3:
        R.shuffle(fields)
    return "{" + ",".join(space() + string(k) + space() + ":" + space() + v + space() for k, v in fields) + "}"


DAMAGES = [
    "size", "value", "offset", "offsets", "type", "shape", "unknown", "deep", "twice", "missing", "list", "other", "key",
    "name twice", "metadata",
]


def header():
    """The header's text and the number of bytes of its data."""
    names = R.sample(NAMES, R.choice([0, 1, 1, 2, 2, 3, 5]))
    damaged = R.randrange(len(names)) if names and R.random() < 0.75 else -1
    damage = R.choice(DAMAGES)
    parts = []
    data = 0
    for i, name in enumerate(names):
        dtype = R.choice(list(BITS))
        shape = [R.choice([0, 1, 1, 2, 2, 3, 4, 8]) for _ in range(R.choice([0, 1, 1, 2, 2, 3]))]
        elements = 1
        for size in shape:
            elements *= size
        end = data + (elements * BITS[dtype] + 7) // 8
        key = R.choice(KEYS) if i == damaged and damage == "key" else string(name)
        part = space() + key + space() + ":" + entry(dtype, shape, data, end, damage if i == damaged else None)
        parts += [part, part] if i == damaged and damage == "name twice" else [part]
        data = end
    if R.random() < 0.3:
        R.shuffle(parts)
    if damaged >= 0 and damage == "metadata":
        parts.insert(R.randrange(len(parts) + 1), '"__metadata__":' + R.choice(METADATA))
    elif R.random() < 0.3:
        parts.insert(R.randrange(len(parts) + 1), '"__metadata__":{"k":"v","ü":"\\u00fc","":""}')
    return "{" + ",".join(parts) + "}", data


def file():
    text, data = header()
    around = R.random()
    if around < 0.3:
        text += " " * R.choice([1, 7, 8])
    elif around < 0.34:
        text += R.choice(["\n", "\t ", "\0", "x", "{}", ",", "  }"])
    elif around < 0.37:
        text = R.choice([" ", "\n", "\ufeff", "x"]) + text
    encoded = text.encode()
    length = len(encoded)
    if R.random() < 0.03:
        length = R.choice([0, 1, length - 1, length + 1, length + 8, 100_000_000, 100_000_001, 2**63, 2**64 - 1])
    content = bytearray(struct.pack("<Q", length) + encoded + R.randbytes(data))
    last = R.random()
    if last < 0.04:
        return bytes(content[: R.randrange(len(content) + 1)])
    if last < 0.08:
        return bytes(content) + R.randbytes(R.randrange(1, 9))
    if last < 0.2:
        for _ in range(R.choice([1, 1, 2])):
            content[R.randrange(8 + len(encoded))] = R.choice([0, 34, 44, 48, 58, 91, 93, 123, 125, 255, R.randrange(256)])
    return bytes(content)


def verdict(content):
    try:
        tensors = deserialize(content)
        with tempfile.NamedTemporaryFile(delete=False) as out:
            out.write(content)
        with safe_open(out.name, "np") as opened:
            metadata = opened.metadata()
        os.unlink(out.name)
    except Exception as error:
        return {"ok": False, "error": str(error)}
    return {
        "ok": True,
        "metadata": metadata,
        "tensors": [
            {"name": n, "dtype": t["dtype"], "shape": t["shape"], "bytes": len(t["data"]), "hex": bytes(t["data"]).hex()}
            for n, t in tensors
        ],
    }


if __name__ == "__main__":
    with gzip.GzipFile(sys.argv[2], "wb", mtime=0) as out:
        for _ in range(int(sys.argv[1])):
            content = file()
            line = {"file": base64.b64encode(content).decode(), **verdict(content)}
            out.write((json.dumps(line) + "\n").encode())
