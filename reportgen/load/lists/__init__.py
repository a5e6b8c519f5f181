"""Lists of recipients and of addresses, kept as spreadsheets or in a database: rows by column name, with their places."""
