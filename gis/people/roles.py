"""Roles of a county account, and the person that a sign-in makes of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an account is for. Stored; never rename."""

    DISPATCHER = "dispatcher"
    LEADER = "leader"
    INSPECTOR = "inspector"
    TOWNSHIP = "township"
    DEPARTMENT = "department"
    VILLAGE = "village"
    PLANNER = "planner"
    ADMINISTRATOR = "administrator"


ROLE_WORD = {
    Role.DISPATCHER: "县调度员",
    Role.LEADER: "县领导",
    Role.INSPECTOR: "督查",
    Role.TOWNSHIP: "乡镇干部",
    Role.DEPARTMENT: "部门经办",
    Role.VILLAGE: "村干部",
    Role.PLANNER: "规划员",
    Role.ADMINISTRATOR: "管理员",
}
ROLE_TELLS = {
    Role.DISPATCHER: "受理、指派、协调全县事件，批准延期和暂停，核查与办结。",
    Role.LEADER: "查看全县，不改动。",
    Role.INSPECTOR: "查看全县；核查、返工、催办、督办，批准延期和暂停。",
    Role.TOWNSHIP: "登记、受理、办理本乡镇的事件；乡镇解决不了的上交县级。",
    Role.DEPARTMENT: "办理指派给本部门的事件：回复、退单、申请延期或暂停、报结。",
    Role.VILLAGE: "上报和办理本村的事件。",
    Role.PLANNER: "划分和调整网格，提交方案。",
    Role.ADMINISTRATOR: "管理账号、人员、单位、权责清单，修改时限、日历和办理规则；不办事件。",
}
ROLE_OF_WORD = {word: role for role, word in ROLE_WORD.items()}


@dataclass(frozen=True)
class Person:
    """Someone who has signed in. account: account id. staff: staff id, 0 none. unit: unit id of a township clerk or a
    department handler, else 0. division: code of the township or village that is the person's own, else empty."""

    account: int
    login: str
    name: str
    role: Role
    staff: int = 0
    unit: int = 0
    division: str = ""
