package privado

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// account is an ordinary user of this machine.
type account struct {
	name     string
	uid, gid int
}

// unprivileged lists who may run Postgres when we are root: the owner of the data first, so that a folder made by an
// ordinary user stays theirs, then those who own nothing. The second and third are for machines without the first.
func unprivileged(dir string) []account {
	var accounts []account
	if info, err := os.Stat(dir); err == nil && dir != "" {
		if st, ok := info.Sys().(*syscall.Stat_t); ok && st.Uid != 0 {
			accounts = append(accounts, account{strconv.Itoa(int(st.Uid)), int(st.Uid), int(st.Gid)})
		}
	}
	for _, name := range []string{"nobody", "postgres", "daemon"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if errUID == nil && errGID == nil && uid != 0 {
			accounts = append(accounts, account{name, uid, gid})
		}
	}
	return append(accounts, account{"65534", 65534, 65534})
}

// dropRoot makes this process an ordinary one for good and says who it is now. The folder, if any, goes with it:
// it must have passed checkFolder. Only the helper calls this; the parent stays what it was.
func dropRoot(dir string) (string, error) {
	if os.Geteuid() != 0 {
		return strconv.Itoa(os.Geteuid()), nil
	}
	var last error
	for _, a := range unprivileged(dir) {
		if last = become(a, dir); last == nil {
			return a.name, nil
		}
		if os.Geteuid() != 0 {
			break // half way: no longer root, so no other account can be tried
		}
	}
	return "", fmt.Errorf("become an ordinary user to run Postgres: %w", last)
}

func become(a account, dir string) error {
	if dir != "" {
		if err := os.Lchown(dir, a.uid, a.gid); err != nil {
			return err
		}
	}
	// Groups first: afterwards we may not. A container may forbid the call and have no groups to lose.
	if err := syscall.Setgroups([]int{a.gid}); err != nil {
		if groups, errGet := os.Getgroups(); errGet != nil || len(groups) > 1 {
			return err
		}
	}
	if err := syscall.Setgid(a.gid); err != nil {
		return err
	}
	if err := syscall.Setuid(a.uid); err != nil {
		return err
	}
	// Postgres' programs look at none of it, but what they call may, and root's cache is not ours.
	return errors.Join(os.Setenv("HOME", "/"), os.Unsetenv("XDG_CACHE_HOME"))
}
