"""Every router behind the gate."""

from web.staff import closing, opinions, overview, questions, uploads

ROUTERS = (overview.router, questions.router, opinions.router, uploads.router, closing.router)
