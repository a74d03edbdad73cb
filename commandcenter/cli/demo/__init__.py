"""The invented county 清溪县: what it consists of, its past and one flood night."""
