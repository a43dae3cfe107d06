"""What the Linux kernel offers to shield a machine from foreign code, through ctypes. No policy here."""
