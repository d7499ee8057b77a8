"""What is done with a policy: resolve, check, lower to Core, interpret, analyse, emit."""

VERSION = "0.1.0"
