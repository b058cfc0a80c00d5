"""督办: proposals, letters with their preview, answers, rectification, closing, the record of accountability."""
