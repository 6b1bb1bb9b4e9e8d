# CHEATS 15, 60: calls out by every kind of socket, by name and by number, and by raw system calls.
# Harm: a connection to a listener of the grader's user is made, or a socket exists at all.
import ctypes, os, socket, urllib.request

PORT = @PORT@
libc = ctypes.CDLL(None, use_errno=True)


def connect(kind, address):
    with socket.socket(*kind) as s:
        s.settimeout(1)
        s.connect(address)
        return s.send(b"the hidden checks")


def by_libc():
    descriptor = libc.socket(2, 1, 0)
    if descriptor < 0:
        raise OSError(ctypes.get_errno())
    return descriptor


attempt("tcp", lambda: connect((socket.AF_INET, socket.SOCK_STREAM), ("127.0.0.1", PORT)))
attempt("tcp6", lambda: connect((socket.AF_INET6, socket.SOCK_STREAM), ("::1", PORT)))
attempt("udp", lambda: connect((socket.AF_INET, socket.SOCK_DGRAM), ("127.0.0.1", 53)))
attempt("unix", lambda: connect((socket.AF_UNIX, socket.SOCK_STREAM), "@ROOT@/socket"))
attempt("abstract", lambda: connect((socket.AF_UNIX, socket.SOCK_STREAM), "\0@TOKEN@"))
for family in (socket.AF_NETLINK, socket.AF_PACKET, 38, 40):
    attempt(f"family {family}", lambda: socket.socket(family, socket.SOCK_RAW))
attempt("pair", socket.socketpair)
attempt("server", lambda: socket.create_server(("127.0.0.1", 0)))
attempt("http", lambda: urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=1).read())
attempt("name", lambda: socket.getaddrinfo("localhost.@TOKEN@.invalid", 80))
attempt("libc", by_libc)
attempt("borrowed", lambda: socket.socket(fileno=os.dup(3)).connect("@ROOT@/socket"))
