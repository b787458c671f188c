"""The pages: thin views that translate, templates, static files."""
