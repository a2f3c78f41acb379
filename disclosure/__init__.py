"""A static-site generator for the catalogue of government disclosure (政府信息公开) of a district."""

__version__ = "0.1.0"
