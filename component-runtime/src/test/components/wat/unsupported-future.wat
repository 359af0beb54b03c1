(component (type (future u8)))
