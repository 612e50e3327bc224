// A program of your own on Myelin: gradle run
plugins { application }

java { toolchain { languageVersion = JavaLanguageVersion.of(25) } }

repositories {
  mavenLocal() // not needed once Myelin is on Maven Central
  mavenCentral()
}

dependencies {
  implementation("dev.myelin:myelin:0.1.0-SNAPSHOT")
  runtimeOnly("dev.myelin:myelin-vector:0.1.0-SNAPSHOT") // loops on vectors, for longer simulations
}

application {
  mainModule = "net"
  mainClass = "net.Net"
  applicationDefaultJvmArgs = listOf("-XX:+UseSerialGC")
}
