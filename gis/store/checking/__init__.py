"""What gis.store.check looks into, one file each: the chain, the rows, the tables as created, references, counts."""
