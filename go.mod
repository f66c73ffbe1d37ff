module ourdays

go 1.26
