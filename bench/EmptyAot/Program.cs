// The floor of what a Native-AOT program needs to start: it does nothing.
return 0;
