"""Small invented plans for tests: a public one, a public one of another city, and a staff one."""

from pathlib import Path

PUBLIC = """# 1 はじめに

森川市は、市民が暮らしやすいまちをつくるため、この計画を定めました。

# 2 窓口の改善

## (1) 押印の見直し

市は、申請書に求めていた押印を令和6年度までに120件の手続きで省きます。
窓口で待つ時間を短くするため、予約の仕組みも整えます。

## (2) 3つの柱

窓口の改善は、次の3つの柱で進めます。

- 行かなくてよい窓口をつくること
- 書かなくてよい窓口をつくること
- 待たなくてよい窓口をつくること

# 3 財政

市の借入金の残高は475億円です。残高は10年間で2割減らす計画です。

# 用語集

- フレイル：年をとって心や体の働きが弱くなった状態のことです。
- オープンデータ：誰でも自由に使えるように公開されたデータのことです。
"""
OTHER = """# 1 観光の推進

谷沢市は、温泉をめぐる観光客を年間30万人にふやします。

# 2 交通

コミュニティバスの便数を、平日は1日に8便とします。
"""
STAFF = """# 1 内部の検討

森川市は、庁舎の移転候補地として緑町の旧工場跡地を秘密裏に検討しています。

# 2 人員

早期退職の募集は45人を見込みます。
"""
KPI_HEADER = (
    "plan_id,table,field,issue,indicator,project_id,fiscal_year,period,kind,value,unit,raw,qualifier,certainty\n"
)


def write_plan(
    folder: Path, id_: str, city: str, text: str, *, access: str = "public", title: str = "", extra: str = ""
) -> Path:
    """Write a plan folder and return it."""
    place = folder / id_
    place.mkdir(parents=True, exist_ok=True)
    title = title or f"{city}計画"
    manifest = f'id = "{id_}"\ntitle = "{title}"\ncity = "{city}"\nlanguage = "ja"\naccess = "{access}"\n{extra}'
    (place / "plan.toml").write_text(manifest, encoding="utf-8")
    (place / "plan.md").write_text(text, encoding="utf-8")
    return place


def write_plans(folder: Path) -> Path:
    """Write the three plans and return the folder that holds them."""
    place = write_plan(folder, "morikawa-dx", "森川市", PUBLIC, title="森川市DX計画", extra='contact = "企画課"\n')
    row = "morikawa-dx,kpi,窓口,押印,押印を省いた手続き,,{year},,{kind},{value},件,{value}件,,certain\n"
    rows = row.format(year=2024, kind="target", value=120) + row.format(year=2024, kind="actual", value=96)
    (place / "kpi.csv").write_text(KPI_HEADER + rows, encoding="utf-8")
    write_plan(folder, "tanizawa-kanko", "谷沢市", OTHER, title="谷沢市観光計画", extra='status = "draft"\n')
    write_plan(folder, "morikawa-naibu", "森川市", STAFF, access="staff", title="森川市内部計画")
    return folder
