import QtQml
import QtQuick
import Deepwell.Bridge
import Deepwell.Style

// What the model runs on now, and the choice of another device.
PopMenu {
    id: root

    required property EngineHost engine
    readonly property DeviceModel devices: engine.devices
    // What is chosen may say no more than "automatic".
    readonly property string now: [engine.runsOn.startsWith(devices.chosenTitle) ? "" : engine.runsOn, engine.placement].filter(Boolean).join(" · ")

    // As the mouse over its item does.
    function openBeside(item: Item): void {
        parent = item;
        x = item.width - overlap;
        y = -topPadding;
        open();
    }

    objectName: "deviceMenu"
    title: qsTr("Run on: %1").arg(devices.chosenTitle)
    iconName: engine.onGpu ? "card" : "chip"
    detail: engine.ready ? now : ""
    detailLines: 3
    implicitWidth: 372

    Instantiator {
        model: root.devices
        onObjectAdded: (index, item) => root.insertItem(index, item)
        onObjectRemoved: (index, item) => root.removeItem(item)

        delegate: PopMenuItem {
            required property string choice
            required property string title
            required property bool usable
            required property int index
            required property var model

            objectName: "deviceItem_" + choice
            iconName: choice === "auto" ? "bolt" : choice === "cpu" ? "chip" : "card"
            text: title
            detail: model.detail
            detailLines: 3
            enabled: usable
            exclusive: true
            chosen: model.chosen
            onTriggered: root.engine.chooseDevice(choice)
        }
    }
    PopMenuItem {
        objectName: "deviceNote"
        visible: root.devices.asking || root.devices.problem !== ""
        enabled: false
        iconName: "info"
        text: root.devices.asking ? qsTr("Looking for graphics cards…") : qsTr("No graphics card can be used")
        detail: root.devices.asking ? "" : root.devices.problem
        detailLines: 4
    }
}
