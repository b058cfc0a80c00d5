"""大数据初筛分类: what a report is, how urgent, and whose, suggested from its words, its place and the county's own
history."""
