import module myelin;
import static myelin.Names.*;
