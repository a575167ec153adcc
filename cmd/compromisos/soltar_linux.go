package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"syscall"
)

// soltarArranque gives back the memory that only the start needed: the heap's, and the
// pages of the program itself that were read on the way, more than half of what an idle
// process would hold. A page that is needed again comes back from the system's cache.
func soltarArranque() error {
	debug.FreeOSMemory()
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return err
	}
	defer f.Close()
	programa, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return err
	}
	var desde, hasta uintptr // the mapping that is being read, if it may be given back
	for l := bufio.NewScanner(f); l.Scan(); {
		campos := strings.Fields(l.Text())
		switch {
		case len(campos) >= 6 && strings.Contains(campos[0], "-"):
			desde, hasta = 0, 0
			if strings.HasPrefix(campos[1], "r-") && strings.Join(campos[5:], " ") == programa {
				desde, hasta = limites(campos[0])
			}
		// Only what is as it stands in the file: a page that was written to would be lost.
		case len(campos) == 3 && campos[0] == "Anonymous:" && campos[1] == "0" && hasta > desde:
			if _, _, e := syscall.Syscall(syscall.SYS_MADVISE, desde, hasta-desde, syscall.MADV_DONTNEED); e != 0 {
				return fmt.Errorf("madvise: %w", e)
			}
		}
	}
	return nil
}

// limites reads the bounds of a mapping, «00400000-00f86000»; 0 and 0 where it cannot.
func limites(s string) (desde, hasta uintptr) {
	a, b, _ := strings.Cut(s, "-")
	d, errA := strconv.ParseUint(a, 16, 64)
	h, errB := strconv.ParseUint(b, 16, 64)
	if errA != nil || errB != nil {
		return 0, 0
	}
	return uintptr(d), uintptr(h)
}
