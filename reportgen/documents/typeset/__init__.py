"""Line breaks, text widths and page breaks without a renderer."""
