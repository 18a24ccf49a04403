"""Reports in: text, Markdown, HTML, PDF, DOCX, RSS and Atom → documents.

Each format has one small reader that turns bytes into a text and what the file says of it. One function, the same for
all, makes documents of these.
"""

from incidentmap.documents.folders import DocumentFiles, document_files
from incidentmap.documents.formats import FORMATS, is_report
from incidentmap.documents.reading import read_documents

__all__ = ["FORMATS", "DocumentFiles", "document_files", "is_report", "read_documents"]
