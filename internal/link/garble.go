package link

func (l *linker) garbling() {}
