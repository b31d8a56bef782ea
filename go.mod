module ascribe

go 1.26
