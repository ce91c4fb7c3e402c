"""The THEN column of the table: what is said and ordered, a module an errand. They name no phase."""
