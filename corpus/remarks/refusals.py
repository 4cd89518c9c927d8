"""Lines on why a plan folder or a file of it cannot be read at all: what, where and the way out."""

from typing import Final

from corpus.remarks.causes import CAUSES
from corpus.remarks.grammar import Code, Grammar, Remark

_OCR: Final = "run OCR (ocrmypdf -l jpn) or give the text as .txt or .docx"
_JOINT: Final = "; "
_MOST_JOINTS: Final = 50  # each line has one; more than this is no list that somebody reads


class RefusalCode(Code):
    """What a refusal says: ``file`` is a file or folder of a plan, ``folder`` ends in 「/」, ``member`` is in it."""

    # Folders and plan.toml.
    NO_MANIFEST = "no_manifest", "{file}: no plan.toml; add one with id, title, city, language and access"
    NO_PATH = "no_path", "{file}: does not exist; give a plan folder or a folder of them"
    NO_FOLDER = "no_folder", "{file}: is a file; give the folder that holds plan.toml"
    NO_PLANS = "no_plans", "{file}: holds no plan folder; a plan folder holds a plan.toml and its texts"
    NO_TEXT = "no_text", "{file}: no text; put the plan's text beside plan.toml as .md or .txt"
    LINES = "lines", "{file}: more than {most} lines of text; split the plan into several"
    LONG_MANIFEST = "long_manifest", "{file}: longer than {most} characters; a manifest holds a few lines"
    TOML = "toml", "{file}: broken TOML ({reason}); texts stand in quotation marks"
    TOML_AT = (
        "toml_at",
        "{file}: broken TOML ({reason} (at line {line}, column {at})); texts stand in quotation marks",
    )
    MANIFEST = "manifest", "{folder}plan.toml: {part}"
    MANIFEST_MORE = "manifest_more", "{folder}plan.toml: {part} (and {count} more)"
    # Files of any kind.
    NO_READER = "no_reader", "{file}: no reader for {suffix}"
    LINK = "link", "{file}: a link that leaves the plan folder; put a copy of the file in its place"
    NO_FILE = "no_file", "{file}: is no ordinary file; remove it"
    LARGE = "large", "{file}: larger than {most} MiB; split it into several files"
    UNREACHED = "unreached", "{file}: cannot be read ({reason}); check the file or link"
    FORBIDDEN = "forbidden", "{file}: cannot be read ({reason}); check its permissions"
    # Text and web pages.
    NUL = "nul", "{file}: not a text file (it holds NUL bytes); save it as UTF-8 text or remove it"
    NO_UTF8 = "no_utf8", "{file}: not UTF-8 text; save the file as UTF-8"
    NO_UTF8_AT = "no_utf8_at", "{file}, line {line}: not UTF-8 text; save the file as UTF-8"
    BROKEN_TEXT = "broken_text", "{file}: broken {encoding} text; save the file as UTF-8"
    NESTED = "nested", "{file}: elements nest more than {most} deep; save its text in another format"
    NO_WEBPAGE = "no_webpage", "{file}: not readable as a web page ({reason}); save it again or as text"
    # PDF.
    NO_PDF = "no_pdf", "{file}: not a PDF file (it does not begin with %PDF-); save it as PDF or remove it"
    PDF_PASSWORD = "pdf_password", "{file}: needs a password; save the PDF without password"
    PDF_LOCKED = "pdf_locked", "{file}: encrypted in an unknown way; save the PDF without encryption"
    PDF_BROKEN = "pdf_broken", "{file}: a broken or cut off PDF; get the file again or print it to a new PDF"
    NO_PAGES = "no_pages", "{file}: a PDF without pages; get the file again"
    MANY_PAGES = "many_pages", "{file}: {count} pages, more than {most}; split it into several files"
    PAGES_BROKEN = "pages_broken", "{file}: every page is broken; get the file again or print it to a new PDF"
    NO_CODE = "no_code", "{file}: the letters of its fonts have no readable code; " + _OCR
    UNSEEN = "unseen", "{file}: holds only text that a reader cannot see; " + _OCR
    SCAN = "scan", "{file}: a scan without text; " + _OCR
    # Office files.
    RESAVE = "resave", "{file}: {part}; open it in Office and save it again"
    SPLIT = "split", "{file}: {part}; split it into smaller files"
    UNLOCK = "unlock", "{file}: {part}; save it without one"
    RENEW = "renew", "{file}: {part}; save it as .docx or .xlsx"
    MEMBER = "member", "{file}, {member}: {part}; open the file in Office and save it again"
    MEMBER_SPLIT = "member_split", "{file}, {member}: {part}; split it into smaller files"
    MACROS = "macros", "{file}: may hold macros; save it as .docx"
    NO_WORD = "no_word", "{file}: not a Word file; save it as .docx"
    WORD_XML = "word_xml", "{file}, {member}: broken XML ({reason}); open it in Word and save it again as .docx"
    WORD_ENTITIES = (
        "word_entities",
        "{file}, {member}: declares entities, which no Word file does; open it in Word and save it again as .docx",
    )
    WORKBOOK = "workbook", "{file}, {part}"
    # An uploaded zip file: the same without the way out, which is another one there.
    ZIP = "zip", "zip: {part}"
    ZIP_MEMBER = "zip_member", "zip, {member}: {part}"


REFUSALS: Final = Grammar(RefusalCode, CAUSES)


def refusals_of(text: str) -> tuple[Remark, ...]:
    """Return the codes and figures of the messages of CorpusErrors that ``text`` joins by 「; 」, mostly of one.

    Empty where one of them is of no template, as another version or another package writes it.
    """
    if text.count(_JOINT) > _MOST_JOINTS:
        return ()
    return REFUSALS.read_list(text, _JOINT) or ()
