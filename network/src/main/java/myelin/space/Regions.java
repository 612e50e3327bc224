package myelin.space;

/// The shapes of masks.
final class Regions {

  private Regions() {}

  /// A box along the axes.
  private record Straight(double[] least, double[] most) implements Region {

    @Override
    public boolean contains(double x, double y, double z) {
      return x >= least[0]
          && x <= most[0]
          && y >= least[1]
          && y <= most[1]
          && z >= least[2]
          && z <= most[2];
    }

    @Override
    public double lower(int k) {
      return least[k];
    }

    @Override
    public double upper(int k) {
      return most[k];
    }

    @Override
    public Mask.Fit fit(double[] from, double[] to) {
      boolean inside = true;
      for (int k = 0; k < Mask.MOST; k++) {
        if (to[k] < least[k] || from[k] > most[k]) return Mask.Fit.OUTSIDE;
        inside &= from[k] >= least[k] && to[k] <= most[k];
      }
      return inside ? Mask.Fit.INSIDE : Mask.Fit.PARTLY;
    }
  }

  static Region straight(double[] least, double[] most) {
    return new Straight(least, most);
  }

  /// A convex shape: a box of points is in it if its corners are.
  private abstract static class Convex implements Region {

    @Override
    public Mask.Fit fit(double[] least, double[] most) {
      for (int k = 0; k < Mask.MOST; k++) {
        if (most[k] < lower(k) || least[k] > upper(k)) return Mask.Fit.OUTSIDE;
      }
      for (int corner = 0; corner < 8; corner++) {
        double x = (corner & 1) == 0 ? least[0] : most[0];
        double y = (corner & 2) == 0 ? least[1] : most[1];
        double z = (corner & 4) == 0 ? least[2] : most[2];
        if (!contains(x, y, z)) return Mask.Fit.PARTLY;
      }
      return Mask.Fit.INSIDE;
    }
  }

  /// A box that is turned around its middle.
  static Region block(double[] middle, double[] half, Turn turn) {
    return new Convex() {
      @Override
      public boolean contains(double x, double y, double z) {
        double dx = x - middle[0];
        double dy = y - middle[1];
        double dz = z - middle[2];
        return Math.abs(turn.at(0, dx, dy, dz)) <= half[0]
            && Math.abs(turn.at(1, dx, dy, dz)) <= half[1]
            && Math.abs(turn.at(2, dx, dy, dz)) <= half[2];
      }

      @Override
      public double lower(int k) {
        return middle[k] - turn.reach(k, half, false);
      }

      @Override
      public double upper(int k) {
        return middle[k] + turn.reach(k, half, false);
      }
    };
  }

  /// A circle or a ball.
  static Region ball(double radius) {
    double square = radius * radius;
    return new Convex() {
      @Override
      public boolean contains(double x, double y, double z) {
        return x * x + y * y + z * z <= square;
      }

      @Override
      public double radius() {
        return radius;
      }

      @Override
      public double lower(int k) {
        return -radius;
      }

      @Override
      public double upper(int k) {
        return radius;
      }

      @Override
      public Mask.Fit fit(double[] least, double[] most) {
        double near = 0;
        double far = 0;
        for (int k = 0; k < Mask.MOST; k++) {
          double from = Math.max(0, Math.max(least[k], -most[k]));
          double to = Math.max(Math.abs(least[k]), Math.abs(most[k]));
          near += from * from;
          far += to * to;
        }
        if (near > square * (1 + 1e-12)) return Mask.Fit.OUTSIDE;
        return far <= square * (1 - 1e-12) ? Mask.Fit.INSIDE : Mask.Fit.PARTLY;
      }
    };
  }

  /// An ellipse or an ellipsoid.
  static Region ellipse(double[] half, Turn turn) {
    return new Convex() {
      @Override
      public boolean contains(double x, double y, double z) {
        double a = turn.at(0, x, y, z) / half[0];
        double b = turn.at(1, x, y, z) / half[1];
        double c = turn.at(2, x, y, z) / half[2];
        return a * a + b * b + c * c <= 1;
      }

      @Override
      public double lower(int k) {
        return -turn.reach(k, half, true);
      }

      @Override
      public double upper(int k) {
        return turn.reach(k, half, true);
      }
    };
  }

  static Region moved(Region region, double[] by) {
    return new Region() {

      @Override
      public boolean contains(double x, double y, double z) {
        return region.contains(x - by[0], y - by[1], z - by[2]);
      }

      @Override
      public double lower(int k) {
        return region.lower(k) + by[k];
      }

      @Override
      public double upper(int k) {
        return region.upper(k) + by[k];
      }

      @Override
      public Mask.Fit fit(double[] least, double[] most) {
        double[] low = new double[Mask.MOST];
        double[] high = new double[Mask.MOST];
        for (int k = 0; k < Mask.MOST; k++) {
          low[k] = least[k] - by[k];
          high[k] = most[k] - by[k];
        }
        return region.fit(low, high);
      }
    };
  }

  /// Two regions as one.
  private record Both(Region one, Region other, Kind kind) implements Region {

    private enum Kind {
      AND,
      OR,
      MINUS
    }

    @Override
    public boolean contains(double x, double y, double z) {
      return switch (kind) {
        case AND -> one.contains(x, y, z) && other.contains(x, y, z);
        case OR -> one.contains(x, y, z) || other.contains(x, y, z);
        case MINUS -> one.contains(x, y, z) && !other.contains(x, y, z);
      };
    }

    @Override
    public double lower(int k) {
      return switch (kind) {
        case AND -> Math.max(one.lower(k), other.lower(k));
        case OR -> Math.min(one.lower(k), other.lower(k));
        case MINUS -> one.lower(k);
      };
    }

    @Override
    public double upper(int k) {
      return switch (kind) {
        case AND -> Math.min(one.upper(k), other.upper(k));
        case OR -> Math.max(one.upper(k), other.upper(k));
        case MINUS -> one.upper(k);
      };
    }

    @Override
    public Mask.Fit fit(double[] least, double[] most) {
      Mask.Fit a = one.fit(least, most);
      Mask.Fit b = other.fit(least, most);
      return switch (kind) {
        case AND -> a.compareTo(b) < 0 ? a : b;
        case OR -> a.compareTo(b) > 0 ? a : b;
        case MINUS -> {
          if (a == Mask.Fit.OUTSIDE || b == Mask.Fit.INSIDE) yield Mask.Fit.OUTSIDE;
          yield b == Mask.Fit.OUTSIDE ? a : Mask.Fit.PARTLY;
        }
      };
    }
  }

  static Region and(Region one, Region other) {
    return new Both(one, other, Both.Kind.AND);
  }

  static Region or(Region one, Region other) {
    return new Both(one, other, Both.Kind.OR);
  }

  static Region minus(Region one, Region other) {
    return new Both(one, other, Both.Kind.MINUS);
  }

  /// Fields of a grid whose size is not known yet.
  record Fields(int[] shape, int[] anchor) implements Region {

    /// The box that has their middles in it and no others, half a field around them.
    Region on(Positions grid) {
      double[] least = {0, 0, Double.NEGATIVE_INFINITY};
      double[] most = {0, 0, Double.POSITIVE_INFINITY};
      for (int k = 0; k < shape.length; k++) {
        double field = grid.extent()[k] / grid.shape()[k];
        boolean down = k == 1;
        double from = down ? (double) anchor[k] - shape[k] + 0.5 : -(double) anchor[k] - 0.5;
        least[k] = from * field;
        most[k] = (from + shape[k]) * field;
      }
      return straight(least, most);
    }

    @Override
    public boolean contains(double x, double y, double z) {
      throw new IllegalStateException("no grid");
    }

    @Override
    public double lower(int k) {
      throw new IllegalStateException("no grid");
    }

    @Override
    public double upper(int k) {
      throw new IllegalStateException("no grid");
    }

    @Override
    public Mask.Fit fit(double[] least, double[] most) {
      throw new IllegalStateException("no grid");
    }
  }
}
