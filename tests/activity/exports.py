"""Files as the apps write them, as text: one movement, measured 100 times a second, in every dress."""

import io
import zipfile

import numpy as np

from core.activity import walker
from core.activity.recording import GRAVITY

RATE, COUNT = 100.0, 1000
TIME = np.arange(COUNT) / RATE
_SLOW = walker.posture("walking", COUNT / RATE + 1, seed=1)
ACCEL, GYRO = (
    np.stack([np.interp(TIME, _SLOW.time_s, values[:, i]) for i in range(3)], 1)
    for values in (_SLOW.accel_ms2.astype(float), _SLOW.gyro_rads.astype(float))
)
UP = np.tile([GRAVITY, 0.0, 0.0], (COUNT, 1))
START_NS = 1_729_260_574_556_450_300


def table(header: str, *columns: np.ndarray, sep: str = ",", point: str = ".", form: str = "%.9E") -> str:
    """Return a table whose header is written with commas."""
    rows = np.column_stack(columns)
    lines = [sep.join((form % value).replace(".", point) for value in row) for row in rows]
    return "\n".join([header.replace(",", sep), *lines]) + "\n"


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Return a zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def phyphox(sep: str = ",", point: str = ".") -> bytes:
    """Return phyphox's "Acceleration (with g)"; it offers five pairs of separator and decimal sign."""
    names = [f'"Acceleration {axis} (m/s^2)"' for axis in "xyz"]
    header = ",".join(['"Time (s)"', *names, '"Absolute acceleration (m/s^2)"'])
    return table(header, TIME, ACCEL, np.linalg.norm(ACCEL, axis=1), sep=sep, point=point).encode()


def phyphox_zip(sep: str = ",", point: str = ".") -> bytes:
    """Return phyphox's zip of two sensors, whose clocks are a little apart."""
    accel = '"Time (s)",' + ",".join(f'"Acceleration {axis} (m/s^2)"' for axis in "xyz")
    gyro = '"Time (s)",' + ",".join(f'"Gyroscope {axis} (rad/s)"' for axis in "xyz")
    return zipped(
        {
            "Accelerometer.csv": table(accel, TIME, ACCEL, sep=sep, point=point),
            "Gyroscope.csv": table(gyro, TIME, GYRO, sep=sep, point=point),
            "meta/device.csv": '"property","value"\n"deviceModel","phone"\n',
            "meta/time.csv": '"event","experiment time","system time"\n"START",0,1.7E9\n"PAUSE",10,1.7E9\n',
        }
    )


def sensor_logger_table(values: np.ndarray) -> str:
    """Return one of Sensor Logger's CSV files: z comes first."""
    header = "time,seconds_elapsed,z,y,x\n"
    stamps = START_NS + (TIME * 1e9).astype(np.int64)
    return header + "".join(
        f"{ns},{s:.6f},{z},{y},{x}\n" for ns, s, (x, y, z) in zip(stamps, TIME, values, strict=True)
    )


def sensor_logger(platform: str) -> bytes:
    """Return Sensor Logger's zip: Android has TotalAcceleration.csv, an iPhone the other sign."""
    sign = -1 if platform == "ios" else 1
    files = {"Accelerometer.csv": sign * (ACCEL - UP), "Gravity.csv": sign * UP, "Gyroscope.csv": GYRO}
    if platform == "android":
        files["TotalAcceleration.csv"] = ACCEL
    metadata = f"version,device name,platform,standardisation\n3,phone,{platform},false\n"
    others = {
        "Metadata.csv": metadata,
        "Annotation.csv": "time,seconds_elapsed,text\n",
        "WristMotion.csv": sensor_logger_table(UP[::-1] * 0.1).replace(
            ",z,y,x", ",gravityZ,gravityY,gravityX"
        ),
        "Magnetometer.csv": sensor_logger_table(UP * 3),
        "Location.csv": "time,seconds_elapsed,speed,latitude,longitude\n1,2,3,4,5\n",
    }
    return zipped({name: sensor_logger_table(values) for name, values in files.items()} | others)


def physics_toolbox(sep: str = ",", point: str = ".", minus: str = "-") -> bytes:
    """Return Physics Toolbox's g-force meter, with gyroscope and its acceleration without gravity."""
    header = "time,gFx,gFy,gFz,ax,ay,az,wx,wy,wz"
    text = table(header, TIME, ACCEL / GRAVITY, ACCEL - UP, GYRO, sep=sep, point=point, form="%.4f")
    return text.replace("-", minus).encode()


def physics_toolbox_records() -> bytes:
    """Return Physics Toolbox's multi record: each row has one sensor."""
    lines = ["time,gFx,gFy,gFz,TgF,wx,wy,wz"]
    later = np.stack([np.interp(TIME + 0.002, TIME, GYRO[:, i]) for i in range(3)], 1)
    for t, (x, y, z), (a, b, c) in zip(TIME, ACCEL / GRAVITY, later, strict=True):
        lines += [f"{t:.4f},{x:.4f},{y:.4f},{z:.4f},1,,,", f"{t + 0.002:.4f},,,,,{a:.4f},{b:.4f},{c:.4f}"]
    return "\n".join(lines).encode()


KOREAN = "시간 (ms),가속도 X (m/s^2),가속도 Y (m/s^2),가속도 Z (m/s^2),자이로 X,자이로 Y,자이로 Z"


def korean(encoding: str = "utf-8") -> bytes:
    """Return a table with Korean names and milliseconds."""
    return table(KOREAN, TIME * 1e3, ACCEL, GYRO, form="%.4f").encode(encoding)


def quoted() -> bytes:
    """Return a table with commas between the cells and within them."""
    lines = table("t;x;y;z", TIME, ACCEL, sep=";", point=",").splitlines()
    return "\n".join(",".join(f'"{cell}"' for cell in line.split(";")) for line in lines).encode()


SPREADSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(header: str, *columns: np.ndarray) -> str:
    """Return a sheet of an Excel file: text in the cells, numbers by their place."""
    names = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in header.split(","))
    rows = [
        "".join(f'<c r="{chr(65 + j)}{i}"><v>{value!r}</v></c>' for j, value in enumerate(row.tolist()))
        for i, row in enumerate(np.column_stack(columns), 2)
    ]
    inside = "".join(f"<row>{row}</row>" for row in [names, *rows])
    return f'<?xml version="1.0"?><worksheet {SPREADSHEET}><sheetData>{inside}</sheetData></worksheet>'


def excel() -> bytes:
    """Return phyphox's Excel file: a sheet for each sensor, and one about the phone."""
    names = ("Accelerometer", "Gyroscope", "Metadata Device")
    listed = "".join(f'<sheet name="{name}" sheetId="{i}"/>' for i, name in enumerate(names, 1))
    accel = "Time (s)," + ",".join(f"Acceleration {axis} (m/s^2)" for axis in "xyz")
    gyro = "Time (s)," + ",".join(f"Gyroscope {axis} (rad/s)" for axis in "xyz")
    shared = '<c t="s"><v>0</v></c><c t="s"><v>1</v></c>'
    about = f"<worksheet {SPREADSHEET}><sheetData><row>{shared}</row></sheetData></worksheet>"
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f"<workbook {SPREADSHEET}><sheets>{listed}</sheets></workbook>",
            "xl/sharedStrings.xml": f"<sst {SPREADSHEET}><si><t>brand</t></si><si><t>a phone</t></si></sst>",
            "xl/worksheets/sheet1.xml": sheet(accel, TIME, ACCEL),
            "xl/worksheets/sheet2.xml": sheet(gyro, TIME, GYRO),
            "xl/worksheets/sheet3.xml": about,
        }
    )


def excel_bomb() -> bytes:
    """Return an Excel file whose text would grow without end."""
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    book = f'<!DOCTYPE a [<!ENTITY a0 "ha">{entities}]><workbook {SPREADSHEET}>&a11;</workbook>'
    return zipped({"[Content_Types].xml": "", "xl/workbook.xml": book})
