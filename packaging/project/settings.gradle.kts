rootProject.name = "net"
