"""
A slow wide-area link in user space, where the kernel has no netem: moves packets between two network namespaces, each of
which gets a TUN device, and lets each packet wait. Order is kept. Python, because Node cannot open a TUN device.

usage: wan.py PID DEVICE PID DEVICE DELAY_MS JITTER_MS   (namespaces by a process in them; delay is one-way, +/- jitter)
Says "up" when both devices are there, and ends with its input.
"""
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x0001 | 0x1000

libc = ctypes.CDLL(None, use_errno=True)


def open_tun(pid, device):
    namespace = os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    if libc.setns(namespace, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    os.close(namespace)
    tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH14x", device.encode(), IFF_TUN_WITHOUT_HEADER))
    return tun


pid_a, device_a, pid_b, device_b, delay_ms, jitter_ms = sys.argv[1:]
a, b = open_tun(pid_a, device_a), open_tun(pid_b, device_b)
other = {a: b, b: a}
delay, jitter = float(delay_ms) / 1000, float(jitter_ms) / 1000
last_due = {a: 0.0, b: 0.0}
waiting = []
count = 0
print("up", flush=True)
while True:
    patience = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    readable = select.select([a, b, sys.stdin], [], [], patience)[0]
    if sys.stdin in readable:
        break
    for tun in readable:
        while True:
            try:
                packet = os.read(tun, 65536)
            except OSError:
                break
            due = time.monotonic() + delay + random.uniform(-jitter, jitter)
            last_due[tun] = due = max(due, last_due[tun])
            count += 1
            heapq.heappush(waiting, (due, count, other[tun], packet))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, tun, packet = heapq.heappop(waiting)
        try:
            os.write(tun, packet)
        except OSError:
            pass
